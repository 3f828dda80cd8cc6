import type { Db } from "../../db/db.ts";
import { UNDER_WAY } from "./queries.ts";
import type { PublicationRow } from "./tables.ts";

type Contest = {
  readonly sinceAt: number;
  readonly untilAt: number;
  /** How keys of publishing jobs begin, and the lane of the account's uploads. */
  readonly jobPrefix: string;
  readonly uploadLane: string;
};

/**
 * Whether another post of the account comes first: one that is on its way just now, for late posts never go out in a burst (but
 * not one that is only made ready for a later time, nor one whose video is still leaving, which may take long), or one due
 * earlier that waits for its turn as well. Those due between `sinceAt` and `untilAt`, epoch ms UTC, do.
 */
export function comesFirst(
  db: Db,
  row: Pick<PublicationRow, "id" | "accountId" | "dueAt">,
  { sinceAt, untilAt, ...beside }: Contest,
): boolean {
  const found = db.$client
    .prepare(
      `select 1 from publication where +account_id = :accountId and id <> :id and wait_reason is null
         and state in ${UNDER_WAY}
         and (due_at <= max(:dueAt, :untilAt) or state = 'publishing')
         and not exists (select 1 from job where unique_key = :jobPrefix || publication.id
           and status in ('waiting', 'running') and lane = :uploadLane)
       union all
       select 1 from publication where +account_id = :accountId and wait_reason is null
         and state = 'scheduled' and due_at >= :sinceAt and due_at < min(:dueAt, :untilAt)
       limit 1`,
    )
    .get({ id: row.id, accountId: row.accountId, dueAt: row.dueAt, sinceAt, untilAt, ...beside });
  return found !== undefined;
}

/** When the account's newest post of this app went out, epoch ms; null for none. */
export function findLastPublishedAt(db: Db, accountId: string): number | null {
  const row = db.$client
    .prepare<[string], { at: number | null }>(
      "select max(published_at) at from publication where account_id = ? and state = 'published'",
    )
    .get(accountId);
  return row?.at ?? null;
}
