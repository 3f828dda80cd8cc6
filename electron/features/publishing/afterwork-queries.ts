import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../db/db.ts";
import { afterworkTable, type AfterworkRow } from "./tables.ts";

export type AfterworkKey = Pick<AfterworkRow, "publicationId" | "kind">;
export type AfterworkChange = Partial<Omit<AfterworkRow, keyof AfterworkKey | "createdAt">>;

/** One that stands there already is left as it is. */
export function insertAfterwork(tx: Db, row: AfterworkRow): void {
  tx.insert(afterworkTable).values(row).onConflictDoNothing().run();
}

export function updateAfterwork(tx: Db, key: AfterworkKey, change: AfterworkChange): void {
  tx.update(afterworkTable)
    .set(change)
    .where(
      and(eq(afterworkTable.publicationId, key.publicationId), eq(afterworkTable.kind, key.kind)),
    )
    .run();
}

/** In the order in which it is done: what is to be commented on must not be closed before. */
export function listAfterwork(db: Db, publicationId: string): readonly AfterworkRow[] {
  return db
    .select()
    .from(afterworkTable)
    .where(eq(afterworkTable.publicationId, publicationId))
    .orderBy(sql`kind = 'comments-off'`)
    .all();
}

/** Everything that is still to be done, of all posts. */
export function listOpenAfterwork(db: Db): readonly AfterworkRow[] {
  return db
    .select()
    .from(afterworkTable)
    .where(sql`state = 'waiting'`)
    .all();
}

/** What stands still for one of these reasons. */
export function listHeldAfterwork(db: Db, reasons: readonly string[]): readonly AfterworkRow[] {
  return db
    .select()
    .from(afterworkTable)
    .where(and(sql`state = 'waiting'`, inArray(afterworkTable.waitReason, [...reasons])))
    .all();
}
