import { millisecondsInHour as HOUR, millisecondsInMinute as MINUTE } from "date-fns/constants";
import { z } from "zod";
import type { Usage } from "./usage.ts";

/** What a call is for. Publishing may use up the whole budget; everything else leaves it a share. */
export type Purpose = "publishing" | "reading";

/**
 * How many calls an account gets in an hour until the API says otherwise. Meta states no floor for a quiet account; 200 is
 * the old rule for users, still the best known (Rate Limits page; docs/decisions).
 */
export const CALLS_AN_HOUR = 200;
/** Profiles, pictures and figures stop here, so that a post always finds calls left to go out with. */
export const CALLS_AN_HOUR_FOR_READING = 150;
/** Stop a little before 100: calls made while limited prolong the limit (Rate Limits). */
const SPENT_PERCENT: Readonly<Record<Purpose, number>> = { publishing: 95, reading: 75 };
const CALLS: Readonly<Record<Purpose, number>> = {
  publishing: CALLS_AN_HOUR,
  reading: CALLS_AN_HOUR_FOR_READING,
};
/** A spent budget whose end the platform does not tell is left alone this long (Rate Limits: the windows roll). */
const PAUSE_MS = HOUR;
/** Reads that only make room for publishing ask again sooner: nobody has refused them. */
const READING_PAUSE_MS = 15 * MINUTE;

const Instant = z.number().int();
export const Span = z.object({ from: Instant, until: Instant });
export type Span = z.infer<typeof Span>;

/** What is known of one app's or one account's calls. */
export const Budget = z.object({
  /** When the last calls went out: as many as `CALLS_AN_HOUR`, no more are ever asked for. */
  calls: z.array(Instant).readonly(),
  /** The platform's own count, by the newest header. */
  reported: z
    .object({ percent: z.number(), regainMs: z.number().nullable(), at: Instant })
    .nullable(),
  /** The platform refused: nothing goes out in this span. */
  closed: Span.nullable(),
});
export type Budget = z.infer<typeof Budget>;

export const NO_BUDGET: Budget = { calls: [], reported: null, closed: null };

/** The budget after one more call. */
export function withCall(budget: Budget, now: number): Budget {
  const calls = [...recent(budget.calls, now), now].slice(-CALLS_AN_HOUR);
  return { ...budget, calls };
}

/** The budget after a reply whose headers tell the platform's count. */
export function withUsage(budget: Budget, usage: Usage, now: number): Budget {
  return { ...budget, reported: { ...usage, at: now } };
}

/** Until when no call for this purpose may go out, epoch ms; not after `now` when one may. */
export function closedUntil(budget: Budget, purpose: Purpose, now: number): number {
  const { closed } = budget;
  const refusedUntil = closed && isIn(closed, now) ? closed.until : 0;
  return Math.max(refusedUntil, spentUntil(budget, purpose, now));
}

/** How many calls went out in the last hour. */
export function callsInHour(budget: Budget, now: number): number {
  return recent(budget.calls, now).length;
}

function spentUntil({ calls, reported }: Budget, purpose: Purpose, now: number): number {
  // A clock that was set back must not keep a gate closed: what is dated in the future counts for nothing.
  const isFresh = reported !== null && now - reported.at < HOUR && now >= reported.at;
  if (isFresh) {
    const { percent, regainMs, at } = reported;
    if (regainMs !== null) return at + regainMs;
    if (percent >= SPENT_PERCENT.publishing) return at + PAUSE_MS;
    return percent >= SPENT_PERCENT[purpose] ? at + READING_PAUSE_MS : 0;
  }
  const oldest = recent(calls, now).at(-CALLS[purpose]);
  return oldest === undefined ? 0 : oldest + HOUR;
}

function recent(calls: readonly number[], now: number): readonly number[] {
  return calls.filter((at) => at > now - HOUR && at <= now);
}

/** Outside of the span, before it too, it is open: a clock that was set back must not keep a gate closed. */
export function isIn(span: Span, now: number): boolean {
  return span.from <= now && now < span.until;
}
