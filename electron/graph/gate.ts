import { millisecondsInHour as HOUR } from "date-fns/constants";
import type { Clock } from "../ports.ts";
import { GraphFailure, type LimitScope } from "./failure.ts";
import { readAccountUsage, readAppUsage, type Usage } from "./usage.ts";

/**
 * How many calls an account gets in an hour until the API says otherwise. Meta states no floor for a quiet account; 200 is
 * the old rule for users, still the best known (Rate Limits page; docs/decisions).
 */
export const CALLS_AN_HOUR = 200;
/** Stop a little before 100: calls made while limited prolong the limit (Rate Limits). */
const SPENT_PERCENT = 95;
/** How long a reading of a used-up publishing limit is believed before it is worth asking again; the window rolls. */
const QUOTA_BELIEVED_MS = 10 * 60_000;

type Caller = { readonly accountId: string; readonly host: string };
type Span = { readonly from: number; readonly until: number };
type Budget = {
  calls: readonly number[];
  reported: (Usage & { readonly at: number }) | null;
  closed: Span | null;
};

/**
 * How much we may still call, per app (host) and per account, by the API's own headers. When a budget is spent a call fails at
 * once with `retryAt`; it never sleeps. Kept in memory: after a start the first reply tells again.
 */
export class Gate {
  private readonly clock: Clock;
  private readonly budgets = new Map<string, Budget>();
  private readonly quotas = new Map<string, Span>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** @throws GraphFailure kind `limited` with `retryAt` when the app's or the account's budget is spent. */
  pass(caller: Caller): void {
    const until = Math.max(this.closedUntil(appKey(caller)), this.closedUntil(accountKey(caller)));
    if (until <= this.clock.now()) return;
    throw limited({
      what: "The calls Instagram allows for this account are used up for now.",
      todo: "The app goes on as soon as there is room again.",
      retryAt: until,
    });
  }

  /** One call goes out now. */
  count(caller: Caller): void {
    const now = this.clock.now();
    for (const key of [appKey(caller), accountKey(caller)]) {
      const budget = this.budgetOf(key);
      budget.calls = [...budget.calls.filter((at) => at > now - HOUR && at <= now), now];
    }
  }

  /** Learns from a reply's usage headers. Returns when calls may go on, for a reply that says they may not. */
  learn(caller: Caller, headers: { get(name: string): string | null }): number | null {
    const at = this.clock.now();
    const readings = [
      [appKey(caller), readAppUsage(headers.get("x-app-usage"))],
      [accountKey(caller), readAccountUsage(headers.get("x-business-use-case-usage"))],
    ] as const;
    for (const [key, usage] of readings) if (usage) this.budgetOf(key).reported = { ...usage, at };
    const regain = readings.flatMap(([, usage]) => usage?.regainMs ?? []);
    return regain.length > 0 ? at + Math.max(...regain) : null;
  }

  /** The platform refused a call for its limit: no more calls before `retryAt`, for whoever the code speaks of. */
  close(caller: Caller, failure: GraphFailure): void {
    if (failure.kind !== "limited" || failure.retryAt === null) return;
    const span = { from: this.clock.now(), until: failure.retryAt };
    const { scope } = failure;
    if (scope === "quota") this.quotas.set(accountKey(caller), span);
    if (scope === "app") this.budgetOf(appKey(caller)).closed = span;
    if (scope === "account") this.budgetOf(accountKey(caller)).closed = span;
  }

  /** Learns from `content_publishing_limit`. */
  learnQuota(caller: Caller, quota: { readonly used: number; readonly total: number }): void {
    const from = this.clock.now();
    if (quota.used < quota.total) this.quotas.delete(accountKey(caller));
    else this.quotas.set(accountKey(caller), { from, until: from + QUOTA_BELIEVED_MS });
  }

  /** @throws GraphFailure kind `limited` when the account may publish no more for now, by what was last read. */
  passQuota(caller: Caller): void {
    const span = this.quotas.get(accountKey(caller));
    if (!span || !isIn(span, this.clock.now())) return;
    throw limited({
      what: "This account has used up the posts Instagram allows in 24 hours.",
      todo: "The app publishes as soon as there is room again.",
      retryAt: span.until,
      scope: "quota",
    });
  }

  private closedUntil(key: string): number {
    const now = this.clock.now();
    const { calls, reported, closed } = this.budgetOf(key);
    const closedUntil = closed && isIn(closed, now) ? closed.until : 0;
    const isFresh = reported !== null && now - reported.at < HOUR && now >= reported.at;
    if (isFresh) {
      const isSpent = reported.percent >= SPENT_PERCENT;
      return Math.max(closedUntil, isSpent ? reported.at + (reported.regainMs ?? HOUR) : 0);
    }
    const recent = calls.filter((at) => at > now - HOUR && at <= now);
    const oldest = recent.at(-CALLS_AN_HOUR);
    const isAccount = key.startsWith("account ");
    return Math.max(closedUntil, isAccount && oldest !== undefined ? oldest + HOUR : 0);
  }

  private budgetOf(key: string): Budget {
    const known = this.budgets.get(key);
    if (known) return known;
    const budget: Budget = { calls: [], reported: null, closed: null };
    this.budgets.set(key, budget);
    return budget;
  }
}

/** A clock that was set back must not keep a gate closed: outside of the span, before it too, it is open. */
function isIn(span: Span, now: number): boolean {
  return span.from <= now && now < span.until;
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
