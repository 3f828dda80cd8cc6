import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { createApp } from "../../../electron/app.ts";
import { createHeadlessPorts } from "../../../electron/headless/ports.ts";
import { createClient } from "../../../shared/contract/client.ts";
import { addScheduled, farDueTimes, type Like } from "./fill.ts";

const root = join(import.meta.dirname, "../../..");

/** A data folder with the practice account and posts scheduled for these instants, and `far` more of a month ahead. */
export async function makeOurFolder(
  dataFolder: string,
  posts: { readonly dueAt: readonly number[]; readonly far: number },
): Promise<void> {
  mkdirSync(dataFolder, { recursive: true });
  const like = await scheduleOne(dataFolder);
  withDatabase(dataFolder, (db) => {
    addScheduled(db, like, { name: "far", dueAt: farDueTimes(posts.far) });
    addScheduled(db, like, { name: "near", dueAt: posts.dueAt });
  });
}

async function scheduleOne(dataFolder: string): Promise<Like> {
  const nothing = () => {};
  const app = createApp(createHeadlessPorts({ dataFolder, root, onNote: nothing, quit: nothing }));
  const ipc = createClient({ invoke: app.dispatch, subscribe: () => nothing });
  await app.start({ publishes: false });
  try {
    const { id: accountId } = await ipc.accounts.connectPractice({});
    const bytes = new Uint8Array(readFileSync(join(root, "resources/brand-pack/lamp-evening.jpg")));
    const imported = await ipc.media.import({ name: "lamp.jpg", bytes });
    if (imported.outcome === "refused") throw new Error(imported.reason);
    const mediaIds = [imported.media.id];
    const post = await ipc.posts.create({ accountId, caption: "Evening lamp", mediaIds });
    const crop = { aspect: "4:5", x: 0.5, y: 0.5 } as const;
    const media = post.media.map((item) => ({ ...item, crop, altText: "A lamp in the evening" }));
    await ipc.posts.save({ id: post.id, patch: { media } });
    const year = new Date().getUTCFullYear() + 1;
    const plan = { wallTime: `${year}-12-30T10:00`, zone: "UTC" };
    const { publicationId } = await ipc.publishing.schedule({ postId: post.id, ...plan });
    return { postId: post.id, publicationId };
  } finally {
    await app.stop();
  }
}

/** Looks into, or writes to, the database of a data folder. */
export function withDatabase<T>(
  dataFolder: string,
  work: (db: Parameters<typeof addScheduled>[0]) => T,
): T {
  const client = new Database(join(dataFolder, "studio.sqlite"));
  try {
    return work(drizzle({ client }));
  } finally {
    client.close();
  }
}

/** How long after its due time each publish call was begun, in ms, by the intents on record; due times without one are left out. */
export function readIntents(dataFolder: string): readonly number[] {
  return withDatabase(dataFolder, (db) =>
    db.$client
      .prepare<[], number>(
        `select min(a.at) - p.due_at from publication p join attempt a on a.publication_id = p.id and a.outcome = 'intent'
           group by p.id`,
      )
      .pluck()
      .all(),
  );
}

/** When anything was last done for the post due at `dueAt`, epoch ms UTC; 0 for never. */
export function lastDeedAt(dataFolder: string, dueAt: number): number {
  return withDatabase(dataFolder, (db) =>
    Number(
      db.$client
        .prepare(
          "select coalesce(max(a.at), 0) from attempt a join publication p on p.id = a.publication_id where p.due_at = ?",
        )
        .pluck()
        .get(dueAt),
    ),
  );
}
