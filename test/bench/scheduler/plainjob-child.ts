import { join } from "node:path";
import Database from "better-sqlite3";
import { better, defineQueue, defineWorker } from "plainjob";
import { serve } from "./queue-child.ts";

const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
const connection = better(new Database(join(process.argv[2] ?? ".", "plainjob.sqlite")));
const queue = defineQueue({ connection, logger: silent });
const MONTH_MS = 30 * 86_400_000;

/** As its page shows: defaults everywhere. */
await serve({
  fill: async ({ dueAt, far }) => {
    queue.addMany(
      "publish",
      Array.from({ length: far }, () => ({ dueAt: 0 })),
      { delay: MONTH_MS },
    );
    for (const at of dueAt) queue.add("publish", { dueAt: at }, { delay: at - Date.now() });
  },
  work: async (begin) => {
    const run = (job: { readonly data: string }) =>
      begin((JSON.parse(job.data) as { readonly dueAt: number }).dueAt);
    void defineWorker("publish", run, { queue, logger: silent }).start();
  },
});
