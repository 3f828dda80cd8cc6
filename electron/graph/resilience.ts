import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
  type IPolicy,
} from "cockatiel";
import type { Clock, Ids } from "../ports.ts";
import { GraphFailure } from "./failure.ts";

/** How long a call may take and how it is repeated. Real time, also under a test's clock: sockets live in it. */
export type GraphTiming = {
  readonly readTimeoutMs: number;
  /** Instagram fetches the picture while a container is being made. */
  readonly writeTimeoutMs: number;
  /** The publish call from first byte to last (docs/architecture.md, "Publishing"). */
  readonly publishTimeoutMs: number;
  /** Before the second and the third try of a read; each is stretched by up to a half, by chance. */
  readonly retryDelaysMs: readonly number[];
};
export const GRAPH_TIMING: GraphTiming = {
  readTimeoutMs: 30_000,
  writeTimeoutMs: 60_000,
  publishTimeoutMs: 75_000,
  retryDelaysMs: [250, 1000],
};

/** So many replies in a row must be missing or 5xx before calls stop for `BREAK_MS`. */
const BREAKS_AFTER = 10;
const BREAK_MS = 30_000;

type Lane = "reads" | "writes";
type Send<T> = (signal: AbortSignal) => Promise<T>;
export type Guarded<T> = {
  readonly host: string;
  readonly lane: Lane;
  readonly signal?: AbortSignal | undefined;
  readonly send: Send<T>;
};

const isServerTrouble = handleWhen(
  (error) => error instanceof GraphFailure && error.isServerTrouble,
);

/** Timeout, retry for reads alone, and a breaker per host for reads and writes apart. Never around the publish call. */
export class Resilience {
  private readonly deps: { readonly clock: Clock; readonly ids: Ids; readonly timing: GraphTiming };
  private readonly breakers = new Map<string, Breaker>();
  private readonly retries: IPolicy;

  constructor(deps: Resilience["deps"]) {
    this.deps = deps;
    const delays = deps.timing.retryDelaysMs;
    this.retries = retry(isServerTrouble, {
      maxAttempts: delays.length,
      backoff: new DelegateBackoff(
        ({ attempt }) => (delays[attempt - 1] ?? 0) * (1 + deps.ids.random() / 2),
      ),
    });
  }

  /** @throws GraphFailure, also for a timeout and while the breaker is open. */
  async run<T>(guarded: Guarded<T>): Promise<T> {
    const breaker = this.breakerOf(`${guarded.lane} ${guarded.host}`);
    breaker.pass();
    const policy = guarded.lane === "reads" ? wrap(this.retries, breaker.policy) : breaker.policy;
    try {
      return await policy.execute(() => this.timed(guarded), guarded.signal);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw notAnswering(error, null);
      throw error;
    }
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
    const known = this.breakers.get(key) ?? new Breaker(this.deps.clock);
    this.breakers.set(key, known);
    return known;
  }
}

/** cockatiel's breaker, kept open by our clock instead of its own, so that it follows a test's time and a sleeping computer. */
class Breaker {
  readonly policy = circuitBreaker(isServerTrouble, {
    halfOpenAfter: 0,
    breaker: new ConsecutiveBreaker(BREAKS_AFTER),
  });
  private readonly clock: Clock;
  private openedAt: number | null = null;

  constructor(clock: Clock) {
    this.clock = clock;
    this.policy.onBreak(() => {
      this.openedAt = clock.now();
    });
    this.policy.onReset(() => {
      this.openedAt = null;
    });
  }

  /** Fails at once while open; afterwards one call may try, and its end decides. A clock set back does not keep it open. */
  pass(): void {
    const now = this.clock.now();
    if (this.openedAt === null || now < this.openedAt || now >= this.openedAt + BREAK_MS) return;
    throw notAnswering(undefined, this.openedAt + BREAK_MS);
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
