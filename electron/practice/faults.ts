import { z } from "zod";
import { Problem, rateLimit, unreachableMedia } from "./problem.ts";

const READS = ["read-container", "list-media", "read-media", "limit", "me"] as const;
const ENDPOINTS = [...READS, "create", "publish", "refresh", "fetch"] as const;
/** The kinds of calls a fault can meet. `fetch` is this server's own download of `image_url`. */
export type EndpointName = (typeof ENDPOINTS)[number];

const Ms = z
  .int()
  .min(0)
  .max(7 * 24 * 60 * 60 * 1000);
const acts = z.boolean();
const Count = z.int().min(1);

const Effect = z.discriminatedUnion("kind", [
  /** Nothing but `delayMs`. */
  z.strictObject({ kind: z.literal("none") }),
  /** The socket is destroyed, before (`acts: false`) or after acting. */
  z.strictObject({ kind: z.literal("drop"), acts }),
  /** 500 with Graph's error, or a gateway's 502, 503 or 504 in HTML. */
  z.strictObject({
    kind: z.literal("server-error"),
    acts,
    status: z.literal([500, 502, 503, 504]).default(500),
  }),
  /** Any row of the error tables, such as 4/2207051 after acting. */
  z.strictObject({
    kind: z.literal("error"),
    acts,
    code: z.int(),
    subcode: z.int().optional(),
    status: z.int().min(400).max(599).default(400),
  }),
  /** 200 with nothing in it. */
  z.strictObject({ kind: z.literal("empty"), acts: acts.default(true) }),
  /** 200 with half of the JSON. */
  z.strictObject({ kind: z.literal("truncated"), acts: acts.default(true) }),
  /** Taken, acted on or not, never answered; the connection stays open. */
  z.strictObject({ kind: z.literal("half-open"), acts }),
  /** Limited: 4, 17 or 80002 with its usage header. Does not act. */
  z.strictObject({
    kind: z.literal("rate-limit"),
    code: z.literal([4, 17, 32, 613, 80002]),
    regainMinutes: z.int().min(0).max(1440).default(5),
  }),
  /** The caller's token dies for good, without acting. */
  z.strictObject({
    kind: z.literal("token-death"),
    subcode: z.literal([458, 459, 460, 463, 464, 467, 492]).nullable(),
  }),
  /** A read answers as of `ms` ago: newer media are hidden, a container's status is the old one, newer objects 100/33. */
  z.strictObject({ kind: z.literal("lag"), ms: Ms }),
  /** A created container stays IN_PROGRESS this long. */
  z.strictObject({ kind: z.literal("slow-processing"), ms: Ms }),
  /** A created container ends in ERROR with this code in its status. */
  z.strictObject({ kind: z.literal("failed-processing"), code: z.int().min(2207000).max(2207999) }),
  /** Waits, before or after acting, until `release(name)`. */
  z.strictObject({ kind: z.literal("hold"), name: z.string().min(1), acts: acts.default(false) }),
]);
export type Effect = z.infer<typeof Effect>;

const FITS: Partial<Record<Effect["kind"], readonly EndpointName[]>> = {
  lag: ["read-container", "list-media", "read-media"],
  "slow-processing": ["create"],
  "failed-processing": ["create"],
};
const FETCH_EFFECTS: readonly Effect["kind"][] = ["none", "error", "hold", "drop"];

const Rule = z
  .strictObject({
    on: z.enum(ENDPOINTS),
    /** Which calls of this kind since the script was set, from 1. Every one when absent. */
    nth: z.union([Count, z.strictObject({ from: Count, to: Count.optional() })]).optional(),
    /** By chance, from the script's seed. */
    probability: z.number().gt(0).max(1).optional(),
    /** Only within so long (server clock) of the rule's first match. */
    forMs: Ms.optional(),
    /** Real milliseconds of waiting before anything else happens. */
    delayMs: Ms.default(0),
    effect: Effect,
  })
  .refine(
    ({ on, effect }) => (FITS[effect.kind] ?? [on]).includes(on),
    "This effect does not fit this call",
  )
  .refine(
    ({ on, effect }) => on !== "fetch" || FETCH_EFFECTS.includes(effect.kind),
    "A fetch can only be delayed, held, dropped or refused",
  )
  .refine(
    ({ nth }) => typeof nth !== "object" || nth.to === undefined || nth.to >= nth.from,
    "`to` is before `from`",
  );

/** What goes wrong, and when. For each call the first rule that matches counts. */
export const FaultScript = z.strictObject({
  seed: z.int().default(1),
  rules: z.array(Rule).max(1000),
});
export type FaultScript = z.input<typeof FaultScript>;
export type FaultRule = z.output<typeof FaultScript>["rules"][number];

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
    const { seed, rules } = FaultScript.parse(script);
    this.rules = rules.map((rule) => ({ rule, firstAt: null }));
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
  async aroundFetch(download: () => Promise<Buffer>): Promise<Buffer> {
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
  const message = code === 4 || code === 17 ? rateLimit(code).message : `(#${code}) Scripted fault`;
  return new Problem({ code, status, message, ...(subcode === undefined ? {} : { subcode }) });
}

/** Real time; never keeps the process alive. */
export function pause(ms: number): Promise<void> {
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
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
