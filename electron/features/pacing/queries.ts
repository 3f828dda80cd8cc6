import { eq } from "drizzle-orm";
import type { Db } from "../../db/db.ts";
import { pacingTable, type PacingRow } from "./tables.ts";

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
