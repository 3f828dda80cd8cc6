import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { fromPglite, PgBoss } from "pg-boss";
import { serve } from "./queue-child.ts";

const pglite = await PGlite.create(join(process.argv[2] ?? ".", "pg"));
const boss = new PgBoss({ db: fromPglite(pglite), backend: "pglite" });
boss.on("error", () => {});
await boss.start();
await boss.createQueue("publish");
const FAR_MS = 30 * 86_400_000;
const BATCH = 1000;

/** As its page shows: defaults everywhere. */
await serve({
  fill: async ({ dueAt, far }) => {
    const startAfter = new Date(Date.now() + FAR_MS);
    for (let put = 0; put < far; put += BATCH)
      await boss.insert(
        "publish",
        Array.from({ length: Math.min(BATCH, far - put) }, () => ({
          data: { dueAt: 0 },
          startAfter,
        })),
      );
    for (const at of dueAt) await boss.sendAfter("publish", { dueAt: at }, null, new Date(at));
  },
  work: async (begin) => {
    await boss.work<{ readonly dueAt: number }>("publish", async ([job]) => {
      if (job) await begin(job.data.dueAt);
    });
  },
});
