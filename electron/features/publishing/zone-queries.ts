import type { Db } from "../../db/db.ts";

/** The row of `setting` that is no setting of hers: the rules by which the instants of all plans were computed. */
const KEY = "zoneRules";

/** A plan to come: of a scheduled publication, or of a draft. */
export type FuturePlan = {
  readonly postId: string;
  /** Null for a draft. */
  readonly publicationId: string | null;
  readonly wallTime: string;
  readonly zone: string;
  readonly at: number;
};

export function findZoneRules(db: Db): string | null {
  const row = db.$client
    .prepare<[string], { value: string }>("select value from setting where key = ?")
    .get(KEY);
  return row === undefined ? null : (JSON.parse(row.value) as string);
}

export function putZoneRules(tx: Db, version: string): void {
  tx.$client
    .prepare(
      "insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
    )
    .run(KEY, JSON.stringify(version));
}

/** Every plan after `now` that can still be moved: nothing of it is on its way. */
export function listFuturePlans(db: Db, now: number): readonly FuturePlan[] {
  return db.$client
    .prepare<[number, number], FuturePlan>(
      `select post_id postId, id publicationId, wall_time wallTime, zone, due_at at
         from publication where state = 'scheduled' and due_at > ?
       union all
       select p.id, null, p.plan_wall_time, p.plan_zone, p.plan_at
         from post p where p.plan_at > ? and p.removed_at is null and not exists (
           select 1 from publication where post_id = p.id and state <> 'cancelled')`,
    )
    .all(now, now);
}
