import {
  BrokenCircuitError,
  DelegateBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
  type IPolicy,
} from "cockatiel";
import { pauseBefore } from "../lib/backoff.ts";
import type { Clock, Ids } from "../ports.ts";
import { Breaker, isServerTrouble } from "./breaker.ts";
import { GraphFailure } from "./failure.ts";
import type { Memory } from "./memory.ts";

/** How long a call may take and how it is repeated. Real time, also under a test's clock: sockets live in it. */
export type GraphTiming = {
  readonly readTimeoutMs: number;
  /** Instagram fetches the picture while a container is being made. */
  readonly writeTimeoutMs: number;
  /** The publish call from first byte to last (docs/architecture.md, "Publishing"). */
  readonly publishTimeoutMs: number;
  /** The longest pauses before the second and the third try of a read: full jitter takes anything below. */
  readonly retryDelaysMs: readonly number[];
};
export const GRAPH_TIMING: GraphTiming = {
  readTimeoutMs: 30_000,
  writeTimeoutMs: 60_000,
  publishTimeoutMs: 75_000,
  retryDelaysMs: [500, 2000],
};

/** A server that names a later time than this is not waited for within one call: whoever asked plans by `retryAt`. */
const LONGEST_HINT_MS = 5000;
type Lane = "reads" | "writes";
type Send<T> = (signal: AbortSignal) => Promise<T>;
export type Guarded<T> = {
  readonly host: string;
  readonly lane: Lane;
  readonly isAskedOnce?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly send: Send<T>;
};

/** Timeout, retry for reads alone, and a breaker per host for reads and writes apart. Never around the publish call. */
export class Resilience {
  private readonly deps: {
    readonly clock: Clock;
    readonly ids: Ids;
    readonly memory: Memory;
    readonly timing: GraphTiming;
  };
  private readonly breakers = new Map<string, Breaker>();
  private readonly retries: IPolicy;

  constructor(deps: Resilience["deps"]) {
    this.deps = deps;
    this.retries = retry(
      handleWhen((error) => isServerTrouble(error) && this.hintOf(error) <= LONGEST_HINT_MS),
      {
        maxAttempts: deps.timing.retryDelaysMs.length,
        backoff: new DelegateBackoff(({ attempt, result }) =>
          this.pause(attempt, "error" in result ? result.error : null),
        ),
      },
    );
  }

  /** @throws GraphFailure, also for a timeout and while the breaker is open. */
  async run<T>(guarded: Guarded<T>): Promise<T> {
    const breaker = this.breakerOf(`breaker ${guarded.lane} ${guarded.host}`);
    const openUntil = breaker.openUntil();
    if (openUntil !== null) throw notAnswering(undefined, openUntil);
    const isRepeated = guarded.lane === "reads" && !guarded.isAskedOnce;
    const policy = isRepeated ? wrap(this.retries, breaker.policy) : breaker.policy;
    try {
      return await policy.execute(() => this.timed(guarded), guarded.signal);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw notAnswering(error, null);
      throw error;
    }
  }

  /** The server's own word first, then full jitter. `attempt` counts from 1. */
  private pause(attempt: number, error: unknown): number {
    const { ids, timing } = this.deps;
    const most = timing.retryDelaysMs[attempt - 1] ?? 0;
    const jittered = pauseBefore(0, { first: most, largest: most }, ids.random());
    return Math.max(this.hintOf(error), jittered);
  }

  /** How long the server asks to be left alone, ms; 0 when it does not say. */
  private hintOf(error: unknown): number {
    const retryAt = error instanceof GraphFailure ? error.retryAt : null;
    return retryAt === null ? 0 : Math.max(0, retryAt - this.deps.clock.now());
  }

  private async timed<T>(guarded: Guarded<T>): Promise<T> {
    const { readTimeoutMs, writeTimeoutMs } = this.deps.timing;
    const ms = guarded.lane === "reads" ? readTimeoutMs : writeTimeoutMs;
    try {
      return await timeout(ms, TimeoutStrategy.Aggressive).execute(
        ({ signal }) => guarded.send(signal),
        guarded.signal,
      );
    } catch (error) {
      guarded.signal?.throwIfAborted();
      if (error instanceof TaskCancelledError) throw notAnswering(error, null);
      throw error;
    }
  }

  private breakerOf(key: string): Breaker {
    const known = this.breakers.get(key) ?? new Breaker({ ...this.deps, key });
    this.breakers.set(key, known);
    return known;
  }
}

function notAnswering(cause: unknown, retryAt: number | null): GraphFailure {
  return new GraphFailure({
    kind: "transient",
    action: "retry",
    what: "Instagram does not answer at the moment.",
    todo: "The app tries again by itself.",
    retryAt,
    cause,
  });
}
