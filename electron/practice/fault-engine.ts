import { FaultScript, type Effect, type EndpointName, type FaultRule } from "./faults.ts";
import { pause } from "./pause.ts";
import { Problem, rateLimit, unreachableMedia } from "./problem.ts";
import { scenarioRules } from "./scenarios.ts";

type ActiveRule = { readonly rule: FaultRule; firstAt: number | null };

/** Says which fault meets a call. Without a script: none. */
export class Faults {
  private rules: readonly ActiveRule[] = [];
  private readonly counts = new Map<EndpointName, number>();
  private readonly holds = new Map<string, PromiseWithResolvers<void>>();
  private readonly arrivals = new Map<string, PromiseWithResolvers<void>>();
  private readonly waiting = new Set<string>();
  private chance: () => number = Math.random;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /**
   * Replaces the script and counts calls from 1 again. What was held goes on.
   *
   * @throws ZodError on nonsense; the old script then stays.
   */
  set(script: unknown): void {
    const { seed, rules, scenario } = FaultScript.parse(script);
    const now = this.now();
    this.rules = [
      ...rules.map((rule) => ({ rule, firstAt: null })),
      // A scenario's time begins for all its rules at once.
      ...(scenario ? scenarioRules(scenario) : []).map((rule) => ({ rule, firstAt: now })),
    ];
    this.chance = seededChance(seed);
    this.counts.clear();
    this.releaseAll();
  }

  /** Counts one call and returns the rule that meets it. */
  meet(endpoint: EndpointName): FaultRule | undefined {
    const count = (this.counts.get(endpoint) ?? 0) + 1;
    this.counts.set(endpoint, count);
    return this.rules.find((active) => this.matches(active, endpoint, count))?.rule;
  }

  /** Runs this server's own download under the faults for `fetch`. */
  async aroundFetch<T>(download: () => Promise<T>): Promise<T> {
    const rule = this.meet("fetch");
    if (!rule) return download();
    const { effect } = rule;
    await pause(rule.delayMs);
    if (effect.kind === "error") throw plainError(effect);
    if (effect.kind === "drop") throw unreachableMedia("the connection was lost.");
    if (effect.kind === "hold") await this.hold(effect.name);
    return download();
  }

  /** Waits at `name` until it is released. */
  async hold(name: string): Promise<void> {
    this.meeting(this.arrivals, name).resolve();
    this.waiting.add(name);
    await this.meeting(this.holds, name).promise;
  }

  /** Resolves once a call is held at `name`. */
  held(name: string): Promise<void> {
    return this.meeting(this.arrivals, name).promise;
  }

  isHeld(name: string): boolean {
    return this.waiting.has(name);
  }

  /** Lets go what is held at `name`; a later call is held again. */
  release(name: string): void {
    this.holds.get(name)?.resolve();
    this.holds.delete(name);
    this.arrivals.delete(name);
    this.waiting.delete(name);
  }

  releaseAll(): void {
    for (const name of this.holds.keys()) this.release(name);
  }

  /** Ends what is held without letting it act: the server is stopping. */
  abandonAll(): void {
    for (const hold of this.holds.values()) hold.reject(new Error("stopped"));
    this.holds.clear();
  }

  private meeting(
    places: Map<string, PromiseWithResolvers<void>>,
    name: string,
  ): PromiseWithResolvers<void> {
    const place = places.get(name) ?? Promise.withResolvers<void>();
    places.set(name, place);
    return place;
  }

  private matches(active: ActiveRule, endpoint: EndpointName, count: number): boolean {
    const { on, nth, probability, forMs } = active.rule;
    if (on !== endpoint || !isNth(nth, count)) return false;
    if (probability !== undefined && this.chance() >= probability) return false;
    active.firstAt ??= this.now();
    return forMs === undefined || this.now() - active.firstAt < forMs;
  }
}

function isNth(nth: FaultRule["nth"], count: number): boolean {
  if (nth === undefined) return true;
  if (typeof nth === "number") return nth === count;
  return count >= nth.from && count <= (nth.to ?? Infinity);
}

/** The refusal a script asks for. */
export function plainError(effect: Extract<Effect, { kind: "error" }>): Problem {
  const { code, subcode, status } = effect;
  const isLimit = code === 4 || code === 17;
  const message =
    effect.message ?? (isLimit ? rateLimit(code).message : `(#${code}) Scripted fault`);
  return new Problem({ code, status, message, ...(subcode === undefined ? {} : { subcode }) });
}

/** Mulberry32: the same faults for the same seed. */
function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
