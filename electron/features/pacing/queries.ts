import { and, eq, gte, isNull } from "drizzle-orm";
import type { Slot } from "../../../shared/contract/pacing.ts";
import type { Db } from "../../db/db.ts";
import { postTable } from "../posts/tables.ts";
import { pacingTable, slotTable, type PacingRow } from "./tables.ts";

export function findPacing(db: Db, accountId: string): PacingRow | undefined {
  return db.select().from(pacingTable).where(eq(pacingTable.accountId, accountId)).get();
}

export function putPacing(db: Db, row: PacingRow): void {
  const { accountId, ...rest } = row;
  db.insert(pacingTable)
    .values({ accountId, ...rest })
    .onConflictDoUpdate({ target: pacingTable.accountId, set: rest })
    .run();
}

export type Around = {
  readonly accountId: string;
  readonly exceptPostId: string;
  /** Epoch ms UTC, both included. */
  readonly fromAt: number;
  readonly toAt: number;
};

/** One of the account's other posts, epoch ms UTC. Once it is out, both say when that was. */
export type OtherPost = {
  readonly plannedAt: number;
  /** With what its own jitter comes to. */
  readonly dueAt: number;
};

/** The account's other posts around a time: what may be on the profile counts, what is given up does not. */
export function listTimesAround(db: Db, around: Around): readonly OtherPost[] {
  const { accountId, exceptPostId, fromAt, toAt } = around;
  return db.$client
    .prepare<[string, number, number, string], OtherPost>(
      `select coalesce(published_at, due_at - jitter_ms) plannedAt, coalesce(published_at, due_at) dueAt
         from publication
        where account_id = ? and due_at between ? and ? and post_id <> ?
          and state not in ('failed', 'missed', 'cancelled')
        order by due_at`,
    )
    .all(accountId, fromAt, toAt, exceptPostId);
}

/** In the order of the week. */
export function listSlots(db: Db, accountId: string): Slot[] {
  const { weekday, time } = slotTable;
  return db
    .select({ weekday, time })
    .from(slotTable)
    .where(eq(slotTable.accountId, accountId))
    .orderBy(weekday, time)
    .all();
}

/** Those that stand there already stay. */
export function insertSlots(db: Db, accountId: string, slots: readonly Slot[]): void {
  if (slots.length === 0) return;
  const rows = slots.map((slot) => ({ accountId, ...slot }));
  db.insert(slotTable).values(rows).onConflictDoNothing().run();
}

export function deleteSlot(db: Db, accountId: string, { weekday, time }: Slot): void {
  const isIt = [eq(slotTable.weekday, weekday), eq(slotTable.time, time)];
  db.delete(slotTable)
    .where(and(eq(slotTable.accountId, accountId), ...isIt))
    .run();
}

/** What the account's posts are meant for from a time on, with their ids; drafts that have a planned time too. */
export function listPlans(db: Db, accountId: string, fromAt: number) {
  const { id, planAt } = postTable;
  const isOpen = isNull(postTable.removedAt);
  return db
    .select({ id, planAt })
    .from(postTable)
    .where(and(eq(postTable.accountId, accountId), gte(planAt, fromAt), isOpen))
    .all()
    .flatMap((row) => (row.planAt === null ? [] : [{ id: row.id, at: row.planAt }]));
}
