import type { Client } from "./invariants/invariant.ts";
import { MOVING } from "./invariants/invariant.ts";

/** What is due and nobody accounts for. `before`: epoch ms; whatever was due, promised or done after it is in good hands. */
export type Question = {
  readonly before: number;
  readonly now: number;
};

/** More than she can read; the first ones stand for the rest. */
const MOST = 20;

/**
 * Publications that were due before `before` and still are the app's to move, though since then nobody has touched them and
 * the time at which the app said it would look at them has passed. A wait with a reason has its next look in the future, and
 * an account that the platform limits is held until a stated time: those are accounted for.
 */
export function findOverdue(client: Client, { before, now }: Question): readonly string[] {
  return client
    .prepare<[number, number, number, number, number], string>(
      `select id from publication
         where state in ${MOVING} and due_at < ? and coalesce(next_wakeup_at, 0) < ? and updated_at < ?
           and not exists (select 1 from lane_hold where lane = account_id and until_at > ?)
         order by due_at, id limit ?`,
    )
    .pluck()
    .all(before, before, before, now, MOST);
}
