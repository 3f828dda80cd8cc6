import type { Db } from "../db/db.ts";
import type { Settled } from "./machine.ts";

/** A job as the runner carries it. `attempt` counts the run that has just begun. */
export type ClaimedJob = {
  readonly id: number;
  readonly kind: string;
  readonly lane: string;
  readonly input: string;
  readonly attempt: number;
};

export type NewJob = {
  readonly kind: string;
  readonly lane: string;
  readonly input: unknown;
  /** Epoch ms UTC. */
  readonly runAt: number;
  readonly uniqueKey: string;
};

/** The next due job of a lane that is neither busy nor held, now `running`. One statement, so two runners cannot both have it. */
export function claimNext(db: Db, now: number, busyLanes: readonly string[]) {
  return db.$client
    .prepare<[number, string, number], ClaimedJob>(
      `update job set status = 'running', attempt = attempt + 1 where id = (
         select id from job where status = 'waiting' and run_at <= ?
           and lane not in (select value from json_each(?))
           and lane not in (select lane from lane_hold where until_at > ?)
         order by run_at, id limit 1)
       returning id, kind, lane, input, attempt`,
    )
    .get(now, JSON.stringify(busyLanes), now);
}

/**
 * When a job of a lane that is not busy next wants to run; undefined when none does. Lanes are few and jobs many: it steps
 * from lane to lane by the index and looks at the first job of each.
 */
export function nextRunAt(db: Db, busyLanes: readonly string[]): number | undefined {
  const row = db.$client
    .prepare<[string], { at: number | null }>(
      `with recursive lanes (lane) as (
         select min(lane) from job where status = 'waiting'
         union all
         select (select min(lane) from job where status = 'waiting' and lane > lanes.lane)
           from lanes where lane is not null)
       select min(max(
           (select min(run_at) from job where status = 'waiting' and lane = lanes.lane),
           coalesce((select until_at from lane_hold where lane = lanes.lane), 0))) at
         from lanes where lane is not null and lane not in (select value from json_each(?))`,
    )
    .get(JSON.stringify(busyLanes));
  return row?.at ?? undefined;
}

export function settleJob(db: Db, id: number, next: Settled): void {
  const runAt = next.status === "waiting" ? next.runAt : null;
  db.$client
    .prepare(
      `update job set
         status = case when again_at is null then ? else 'waiting' end,
         run_at = coalesce(again_at, ?, run_at),
         attempt = coalesce(?, attempt), lane = coalesce(?, lane), reason = ?, again_at = null
       where id = ? and status = 'running'`,
    )
    .run(
      next.status,
      runAt,
      next.status === "waiting" ? next.attempt : null,
      next.status === "waiting" ? (next.lane ?? null) : null,
      next.status === "failed" ? next.reason : null,
      id,
    );
}

/** Jobs a crash cut off: nothing else can be running yet. They wait again; their ids come back. */
export function recoverCutOff(db: Db): readonly number[] {
  return db.$client
    .prepare<[], { id: number }>(
      `update job set status = 'waiting', run_at = coalesce(again_at, run_at), again_at = null
         where status = 'running' returning id`,
    )
    .all()
    .map((row) => row.id);
}

/** Adds a job, or moves the live job of the same key to the new time. A running one will run again. */
export function putJob(tx: Db, job: NewJob): void {
  const moved = tx.$client
    .prepare(
      `update job set
         run_at = case status when 'waiting' then :runAt else run_at end,
         again_at = case status when 'running' then min(coalesce(again_at, :runAt), :runAt) end,
         lane = case status when 'waiting' then :lane else lane end,
         attempt = 0
       where unique_key = :uniqueKey and status in ('waiting', 'running')`,
    )
    .run({ runAt: job.runAt, lane: job.lane, uniqueKey: job.uniqueKey });
  if (moved.changes > 0) return;
  tx.$client
    .prepare(
      `insert into job (kind, lane, input, status, run_at, attempt, unique_key)
       values (?, ?, ?, 'waiting', ?, 0, ?)`,
    )
    .run(job.kind, job.lane, JSON.stringify(job.input), job.runAt, job.uniqueKey);
}

/** Calls off a waiting job; a running one notices by its own row's fence. The longer condition is the index's own. */
export function cancelJob(tx: Db, uniqueKey: string): void {
  tx.$client
    .prepare(
      `update job set status = 'cancelled'
         where unique_key = ? and status in ('waiting', 'running') and status = 'waiting'`,
    )
    .run(uniqueKey);
}

export function putHold(tx: Db, lane: string, untilAt: number): void {
  tx.$client
    .prepare(
      `insert into lane_hold (lane, until_at) values (?, ?)
       on conflict (lane) do update set until_at = max(until_at, excluded.until_at)`,
    )
    .run(lane, untilAt);
}

export function deleteHold(tx: Db, lane: string): void {
  tx.$client.prepare("delete from lane_hold where lane = ?").run(lane);
}

/** Finished jobs that were due before `before`, and holds that are over: the features' own rows keep the history. */
export function sweepFinished(db: Db, before: number): void {
  db.$client
    .prepare("delete from job where status in ('done', 'cancelled', 'failed') and run_at < ?")
    .run(before);
  db.$client.prepare("delete from lane_hold where until_at < ?").run(before);
}
