import { CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen } from "cockatiel";
import { z } from "zod";
import type { Clock } from "../ports.ts";
import { GraphFailure } from "./failure.ts";
import type { Memory } from "./memory.ts";

/** So many replies in a row must be missing or 5xx before calls stop for `BREAK_MS`. */
const BREAKS_AFTER = 10;
const BREAK_MS = 30_000;

/** What cockatiel gives for keeping (`toJSON`), and when it opened by our clock. */
const Kept = z.object({
  openedAt: z.number().int().nullable(),
  policy: z.object({
    ownState: z.object({
      value: z.union([z.literal(CircuitState.Closed), z.literal(CircuitState.Open)]),
      attemptNo: z.number().int().max(1_000_000).optional(),
    }),
    breakerState: z.number().int().nonnegative(),
  }),
});
type Kept = z.infer<typeof Kept>;

/** What a breaker counts, and a read may repeat. */
export function isServerTrouble(error: unknown): boolean {
  return error instanceof GraphFailure && error.isServerTrouble;
}

/**
 * cockatiel's breaker, kept open by our clock instead of its own, so that it follows a test's time and a sleeping computer; and
 * kept over a restart, so that starting the app anew is no way around it.
 */
export class Breaker {
  readonly policy: ReturnType<typeof circuitBreaker>;
  private readonly deps: {
    readonly clock: Clock;
    readonly memory: Memory;
    readonly key: string;
  };
  private openedAt: number | null;
  private hasFailed = false;

  constructor(deps: Breaker["deps"]) {
    this.deps = deps;
    const kept = Kept.safeParse(deps.memory.recall(deps.key)).data;
    this.openedAt = kept?.openedAt ?? null;
    this.policy = circuitBreaker(handleWhen(isServerTrouble), {
      halfOpenAfter: 0,
      breaker: new ConsecutiveBreaker(BREAKS_AFTER),
      initialState: kept && restored(kept),
    });
    this.watch();
  }

  /** Until when no call goes out, epoch ms; null when one may try, and its end decides. A clock set back does not keep it open. */
  openUntil(): number | null {
    const now = this.deps.clock.now();
    const { openedAt } = this;
    if (openedAt === null || now < openedAt || now >= openedAt + BREAK_MS) return null;
    return openedAt + BREAK_MS;
  }

  private watch(): void {
    const { clock, memory, key } = this.deps;
    const state = () => ({ openedAt: this.openedAt, policy: this.policy.toJSON() });
    this.policy.onBreak(() => {
      this.openedAt = clock.now();
      memory.changeNow(key, state);
    });
    this.policy.onReset(() => {
      this.openedAt = null;
      memory.change(key, state);
    });
    this.policy.onFailure(({ handled }) => {
      if (!handled) return;
      this.hasFailed = true;
      memory.change(key, state);
    });
    // Most calls go well, and that nothing has happened need not be written.
    this.policy.onSuccess(() => {
      if (this.hasFailed) memory.change(key, state);
      this.hasFailed = false;
    });
  }
}

/** cockatiel's clock is not ours: that it may try again is said by `openUntil` alone. */
function restored({ policy }: Kept): unknown {
  const { ownState, breakerState } = policy;
  const isOpen = ownState.value === CircuitState.Open;
  return {
    ownState: isOpen ? { attemptNo: 1, ...ownState, openedAt: 0 } : ownState,
    breakerState,
  };
}
