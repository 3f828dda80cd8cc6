import { desc, lt, sql } from "drizzle-orm";
import { millisecondsInDay as DAY } from "date-fns/constants";
import { transaction, type Db } from "../db/db.ts";
import type { GraphStore } from "./memory.ts";
import { limitStateTable, unknownReplyTable, type UnknownReplyRow } from "./tables.ts";

/** No limit of the platform looks back further than a day; hosts that are gone must not stay for ever. */
const KEEP_MS = 2 * DAY;

/** The graph's memory in the app's database. */
export function storeIn(db: Db): GraphStore {
  return {
    load: () => db.select().from(limitStateTable).all(),
    save: (rows, now) =>
      transaction(db, (tx) => {
        tx.delete(limitStateTable)
          .where(lt(limitStateTable.updatedAt, now - KEEP_MS))
          .run();
        for (const { key, state } of rows)
          tx.insert(limitStateTable)
            .values({ key, state, updatedAt: now })
            .onConflictDoUpdate({ target: limitStateTable.key, set: { state, updatedAt: now } })
            .run();
      }),
    countUnknown: ({ label, httpStatus }, now) =>
      void db
        .insert(unknownReplyTable)
        .values({ label, httpStatus, count: 1, firstAt: now, lastAt: now })
        .onConflictDoUpdate({
          target: unknownReplyTable.label,
          set: { httpStatus, count: sql`count + 1`, lastAt: now },
        })
        .run(),
  };
}

/** What the platform has said that this version does not know, newest first. */
export function listUnknownReplies(db: Db, limit: number): readonly UnknownReplyRow[] {
  return db
    .select()
    .from(unknownReplyTable)
    .orderBy(desc(unknownReplyTable.lastAt))
    .limit(limit)
    .all();
}
