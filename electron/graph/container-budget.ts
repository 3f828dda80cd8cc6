import { millisecondsInDay as DAY } from "date-fns/constants";
import { z } from "zod";
import { LIMITS } from "../../shared/rules/limits.ts";
import type { Clock } from "../ports.ts";
import { GraphFailure } from "./failure.ts";
import type { Memory } from "./memory.ts";

type Caller = { readonly accountId: string };

const Stamps = z.array(z.number().int());

/**
 * The containers an account may make in a rolling day: 400, children of a carousel included (IG User Media page, 2026-10-04).
 * The API tells no count, so ours is durable before each request: one that a crash cut off counts as well.
 */
export class ContainerBudget {
  private readonly deps: { readonly clock: Clock; readonly memory: Memory };
  private readonly stamps = new Map<string, readonly number[]>();

  constructor(deps: ContainerBudget["deps"]) {
    this.deps = deps;
  }

  /**
   * Lets `needed` containers be made, or none: half a carousel is of no use.
   *
   * @throws GraphFailure kind `limited`, scope `quota`, with `retryAt`: when so many have room again.
   */
  pass(caller: Caller, needed = 1): void {
    const made = this.made(caller);
    // With more than fits the oldest must have left the window that make room for all.
    const inTheWay = made.at(-(LIMITS.containersPerDay - needed + 1));
    if (inTheWay === undefined) return;
    throw new GraphFailure({
      kind: "limited",
      action: "wait",
      scope: "quota",
      what: `Instagram takes ${LIMITS.containersPerDay} uploads of an account in 24 hours, and they are used up.`,
      todo: "The app goes on as soon as there is room again.",
      retryAt: inTheWay + DAY,
    });
  }

  /** One is asked for now. Returns how to take that back, for a request that surely never left this computer. */
  count(caller: Caller): () => void {
    const key = keyOf(caller);
    const now = this.deps.clock.now();
    this.put(key, [...this.made(caller), now]);
    return () => {
      const stamps = this.stamps.get(key) ?? [];
      const at = stamps.lastIndexOf(now);
      this.put(key, at < 0 ? stamps : stamps.toSpliced(at, 1));
    };
  }

  /** How many were asked for in the last 24 hours. */
  used(caller: Caller): number {
    return this.made(caller).length;
  }

  private made(caller: Caller): readonly number[] {
    const key = keyOf(caller);
    const now = this.deps.clock.now();
    const known = this.stamps.get(key) ?? Stamps.safeParse(this.deps.memory.recall(key)).data ?? [];
    return known.filter((at) => at > now - DAY && at <= now);
  }

  private put(key: string, stamps: readonly number[]): void {
    this.stamps.set(key, stamps);
    this.deps.memory.changeNow(key, () => stamps);
  }
}

/** The account's, whatever address it is asked for at. */
function keyOf({ accountId }: Caller): string {
  return `containers ${accountId}`;
}
