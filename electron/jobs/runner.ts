import { millisecondsInDay } from "date-fns/constants";
import { transaction, type Db } from "../db/db.ts";
import type { Ports } from "../ports.ts";
import { ClockWatch } from "../lib/clock-watch.ts";
import { settle, type Outcome, type Policy, type Settled } from "./machine.ts";
import {
  claimNext,
  nextRunAt,
  recoverCutOff,
  settleJob,
  sweepFinished,
  type ClaimedJob,
} from "./queries.ts";
import type { Queue } from "./queue.ts";

/** What the runner knows of one kind of work. */
export type JobKind = {
  readonly policy: Policy;
  /** Rejects, or ends early, when `signal` aborts: the job then stays `running` and is resumed at the next start. */
  run(
    input: unknown,
    attempt: { readonly signal: AbortSignal; readonly isResumed: boolean; readonly lane: string },
  ): Promise<Outcome>;
  /** Attempts are used up: leaves something she can see. In the transaction that ends the job. */
  abandon?(tx: Db, input: unknown, reason: string): void;
};

export type RunnerDeps = {
  readonly db: Db;
  readonly queue: Queue;
  readonly ports: Pick<Ports, "clock" | "log">;
  readonly kinds: Readonly<Record<string, JobKind>>;
  /** The wall clock was set, or the computer slept: called before any job is claimed. */
  readonly onJump?: (gapMs: number) => void;
};

/** A changed clock or a slept laptop is noticed within this time; `setTimeout` also overflows past 24.8 days. */
const LONGEST_SLEEP_MS = 30_000;
const SWEEP_EVERY_MS = millisecondsInDay;
const KEEP_FINISHED_MS = 7 * millisecondsInDay;
const NO_POLICY: Policy = { maxAttempts: 1, backoffMs: () => 0 };

/** Runs due jobs, one at a time per lane. Knows nothing about posts. One timer; everything else is in the table. */
export class Runner {
  private readonly deps: RunnerDeps;
  private readonly active = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  /** Runs that ended but could not be written down, as on a full disk: tried again at each look. */
  private readonly unwritten = new Map<ClaimedJob, Settled>();
  private readonly watch: ClockWatch;
  private resumed = new Set<number>();
  private cancelTimer: () => void = () => {};
  private isStarted = false;
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(deps: RunnerDeps) {
    this.deps = deps;
    this.watch = new ClockWatch(deps.ports.clock);
  }

  /** Recovers what a crash cut off, then begins. Recovery comes first: afterwards it could not tell running from cut off. */
  start(): void {
    this.resumed = new Set(recoverCutOff(this.deps.db));
    this.isStarted = true;
    this.deps.queue.onNudge(() => this.nudge());
    this.nudge();
  }

  /** Aborts what runs and waits for it. A job ended by the abort stays `running`: the next start treats it as cut off. */
  async stop(): Promise<void> {
    this.isStarted = false;
    this.cancelTimer();
    this.stopping.abort();
    await Promise.all(this.active.values());
  }

  /** Looks for work now. */
  nudge(): void {
    if (!this.isStarted) return;
    this.sleepFor(LONGEST_SLEEP_MS);
    try {
      const gapMs = this.watch.look();
      if (gapMs !== 0) this.deps.onJump?.(gapMs);
      for (const [job, next] of this.unwritten) this.write(job, next);
      this.sweep();
      for (let job = this.claim(); job; job = this.claim()) this.begin(job);
      this.sleepUntilNext();
    } catch (error) {
      // A full disk or a locked file: the timer above looks again, and the runner lives on.
      this.deps.ports.log.error("runner.stalled", { error });
    }
  }

  private claim(): ClaimedJob | undefined {
    return claimNext(this.deps.db, this.deps.ports.clock.now(), this.busyLanes());
  }

  private busyLanes(): readonly string[] {
    return [...this.active.keys(), ...[...this.unwritten.keys()].map((job) => job.lane)];
  }

  private begin(job: ClaimedJob): void {
    const ended = this.run(job).finally(() => {
      this.active.delete(job.lane);
      this.nudge();
    });
    this.active.set(job.lane, ended);
  }

  private async run(job: ClaimedJob): Promise<void> {
    const outcome = await this.attempt(job);
    if (outcome === "cut-off") return;
    const policy = this.deps.kinds[job.kind]?.policy ?? NO_POLICY;
    const now = this.deps.ports.clock.now();
    this.write(job, settle({ attempt: job.attempt, now }, outcome, policy));
  }

  private async attempt(job: ClaimedJob): Promise<Outcome | "cut-off"> {
    const { signal } = this.stopping;
    const kind = this.deps.kinds[job.kind];
    if (!kind) return { kind: "give-up", reason: `No such kind of job: ${job.kind}` };
    try {
      const isResumed = this.resumed.delete(job.id);
      return await kind.run(JSON.parse(job.input), { signal, isResumed, lane: job.lane });
    } catch (error) {
      // One of the four places that catch everything: a job must never take the runner down with it.
      if (signal.aborted) return "cut-off";
      this.deps.ports.log.error("job.failed", { kind: job.kind, job: job.id, error });
      return { kind: "retry", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  private write(job: ClaimedJob, next: Settled): void {
    const { db, kinds, ports } = this.deps;
    try {
      transaction(db, (tx) => {
        settleJob(tx, job.id, next);
        if (next.status === "failed")
          kinds[job.kind]?.abandon?.(tx, JSON.parse(job.input), next.reason);
      });
      this.unwritten.delete(job);
    } catch (error) {
      // A full disk must not lose the result: the lane stays closed until it can be written.
      if (!this.unwritten.has(job)) ports.log.error("job.unwritten", { job: job.id, error });
      this.unwritten.set(job, next);
    }
  }

  private sweep(): void {
    const now = this.deps.ports.clock.now();
    if (now - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = now;
    sweepFinished(this.deps.db, now - KEEP_FINISHED_MS);
  }

  private sleepUntilNext(): void {
    const next = nextRunAt(this.deps.db, this.busyLanes());
    // Nothing waits, so nothing can be noticed too late: whoever adds a job nudges.
    if (next === undefined) return this.unwritten.size === 0 ? this.cancelTimer() : undefined;
    const inMs = next - this.deps.ports.clock.now();
    this.sleepFor(Math.min(Math.max(inMs, 1), LONGEST_SLEEP_MS));
  }

  private sleepFor(ms: number): void {
    const { clock } = this.deps.ports;
    this.cancelTimer();
    this.cancelTimer = clock.at(clock.now() + ms, () => this.nudge());
  }
}
