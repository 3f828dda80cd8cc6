import { millisecondsInHour as HOUR } from "date-fns/constants";
import { z } from "zod";
import type { Clock } from "../ports.ts";
import {
  Budget,
  callsInHour,
  closedUntil,
  isIn,
  NO_BUDGET,
  Span,
  withCall,
  withUsage,
  type Purpose,
} from "./budget.ts";
import { GraphFailure, type LimitScope } from "./failure.ts";
import type { Memory } from "./memory.ts";
import { readAccountUsage, readAppUsage } from "./usage.ts";

/** How long a reading of a used-up publishing limit is believed before it is worth asking again; the window rolls. */
const QUOTA_BELIEVED_MS = 10 * 60_000;

/** Who calls, and what for; what is not said to publish is a read. */
export type Caller = {
  readonly accountId: string;
  readonly host: string;
  readonly purpose?: Purpose | undefined;
};

/** What `content_publishing_limit` said last; `durationMs` is its rolling window. */
const Limit = z.object({
  used: z.number().int(),
  total: z.number().int(),
  durationMs: z.number().int(),
  readAt: z.number().int(),
});
export type ReadLimit = z.infer<typeof Limit>;
const Quota = z.object({ closed: Span.nullable(), limit: Limit.nullable() });
type Quota = z.infer<typeof Quota>;
const NO_QUOTA: Quota = { closed: null, limit: null };

/** How an account stands with the platform's limits, for the screens. */
export type Standing = {
  readonly callsInHour: number;
  /** Of its budget, by the platform's own count; null while it tells none. */
  readonly percent: number | null;
  /** Until when publishing may make no call, epoch ms; null while it may. */
  readonly closedUntil: number | null;
  readonly limit: ReadLimit | null;
};

/**
 * How much we may still call, per app (host) and per account, by the API's own headers. When a budget is spent a call fails at
 * once with `retryAt`; it never sleeps. It is kept over a restart: what was closed stays closed.
 */
export class Gate {
  private readonly clock: Clock;
  private readonly memory: Memory;
  private readonly budgets = new Map<string, Budget>();
  private readonly quotas = new Map<string, Quota>();

  constructor(deps: { readonly clock: Clock; readonly memory: Memory }) {
    this.clock = deps.clock;
    this.memory = deps.memory;
  }

  /** @throws GraphFailure kind `limited` with `retryAt` when the app's or the account's budget is spent. */
  pass(caller: Caller): void {
    const purpose = caller.purpose ?? "reading";
    const retryAt = this.closedUntil(caller, purpose);
    if (retryAt <= this.clock.now()) return;
    const isRoomForPosts =
      purpose === "reading" && this.closedUntil(caller, "publishing") <= this.clock.now();
    throw limited({
      what: isRoomForPosts
        ? "The calls Instagram still allows for now are kept for publishing."
        : "The calls Instagram allows for this account are used up for now.",
      todo: "The app goes on as soon as there is room again.",
      retryAt,
    });
  }

  /** One call goes out now. */
  count(caller: Caller): void {
    this.put(accountKey(caller), withCall(this.budgetOf(accountKey(caller)), this.clock.now()));
  }

  /** Learns from a reply's usage headers. Returns when calls may go on, for a reply that says they may not. */
  learn(caller: Caller, headers: { get(name: string): string | null }): number | null {
    const at = this.clock.now();
    const readings = [
      [appKey(caller), readAppUsage(headers.get("x-app-usage"))],
      [accountKey(caller), readAccountUsage(headers.get("x-business-use-case-usage"))],
    ] as const;
    for (const [key, usage] of readings)
      if (usage) this.put(key, withUsage(this.budgetOf(key), usage, at));
    const regain = readings.flatMap(([, usage]) => usage?.regainMs ?? []);
    return regain.length > 0 ? at + Math.max(...regain) : null;
  }

  /** The platform refused a call for its limit: no more calls before `retryAt`, for whoever the code speaks of. */
  close(caller: Caller, failure: GraphFailure): void {
    if (failure.kind !== "limited" || failure.retryAt === null) return;
    const closed = { from: this.clock.now(), until: failure.retryAt };
    const { scope } = failure;
    if (scope === "quota") this.putQuota(caller, { ...this.quotaOf(caller), closed });
    if (scope !== "app" && scope !== "account") return;
    const key = scope === "app" ? appKey(caller) : accountKey(caller);
    this.put(key, { ...this.budgetOf(key), closed });
  }

  /** Learns from `content_publishing_limit`. */
  learnQuota(
    caller: Caller,
    read: { readonly used: number; readonly total: number; readonly durationMs: number },
  ): void {
    const readAt = this.clock.now();
    const isSpent = read.used >= read.total;
    const closed = isSpent ? { from: readAt, until: readAt + QUOTA_BELIEVED_MS } : null;
    const { used, total, durationMs } = read;
    this.putQuota(caller, { closed, limit: { used, total, durationMs, readAt } });
  }

  /** @throws GraphFailure kind `limited` when the account may publish no more for now, by what was last read. */
  passQuota(caller: Caller): void {
    const { closed } = this.quotaOf(caller);
    if (!closed || !isIn(closed, this.clock.now())) return;
    throw limited({
      what: "This account has used up the posts Instagram allows in 24 hours.",
      todo: "The app publishes as soon as there is room again.",
      retryAt: closed.until,
      scope: "quota",
    });
  }

  /** How many posts the account may publish, as it was last read; null when it never was. */
  limit(accountId: string): ReadLimit | null {
    return this.quotaOf({ accountId }).limit;
  }

  standing(caller: Caller): Standing {
    const now = this.clock.now();
    const budget = this.budgetOf(accountKey(caller));
    const until = this.closedUntil(caller, "publishing");
    const { reported } = budget;
    return {
      callsInHour: callsInHour(budget, now),
      percent: reported !== null && now - reported.at < HOUR ? reported.percent : null,
      closedUntil: until > now ? until : null,
      limit: this.quotaOf(caller).limit,
    };
  }

  private closedUntil(caller: Caller, purpose: Purpose): number {
    const now = this.clock.now();
    const budgets = [this.budgetOf(appKey(caller)), this.budgetOf(accountKey(caller))];
    return Math.max(...budgets.map((budget) => closedUntil(budget, purpose, now)));
  }

  private budgetOf(key: string): Budget {
    const known = this.budgets.get(key);
    if (known) return known;
    const budget = Budget.safeParse(this.memory.recall(key)).data ?? NO_BUDGET;
    this.budgets.set(key, budget);
    return budget;
  }

  /** What shuts the gate is written before anything else happens; a count may be lost with a crash. */
  private put(key: string, budget: Budget): void {
    this.budgets.set(key, budget);
    const state = () => this.budgets.get(key);
    const now = this.clock.now();
    if (closedUntil(budget, "publishing", now) > now) this.memory.changeNow(key, state);
    else this.memory.change(key, state);
  }

  private quotaOf(caller: Pick<Caller, "accountId">): Quota {
    const key = quotaKey(caller);
    return this.quotas.get(key) ?? Quota.safeParse(this.memory.recall(key)).data ?? NO_QUOTA;
  }

  private putQuota(caller: Caller, quota: Quota): void {
    const key = quotaKey(caller);
    this.quotas.set(key, quota);
    if (quota.closed) this.memory.changeNow(key, () => quota);
    else this.memory.change(key, () => quota);
  }
}

function limited(facts: {
  readonly what: string;
  readonly todo: string;
  readonly retryAt: number;
  readonly scope?: LimitScope;
}) {
  return new GraphFailure({ kind: "limited", action: "wait", ...facts });
}

function appKey(caller: Caller): string {
  return `app ${caller.host}`;
}

function accountKey(caller: Caller): string {
  return `account ${caller.host} ${caller.accountId}`;
}

/** The account's, whatever address it is asked for at. */
function quotaKey(caller: Pick<Caller, "accountId">): string {
  return `quota ${caller.accountId}`;
}
