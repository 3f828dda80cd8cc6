import {
  millisecondsInDay as DAY,
  millisecondsInMinute as MINUTE,
  millisecondsInSecond as SECOND,
} from "date-fns/constants";
import { Temporal } from "temporal-polyfill";
import type { Pacing, QuietHours } from "../contract/pacing.ts";
import type { Check } from "./check.ts";

/** One post among the others of its account, as pacing sees it. Instants are epoch ms UTC. */
export type PacedPost = {
  readonly at: number;
  /** When the account's other posts go out, or went out. */
  readonly others: readonly number[];
  readonly pacing: Pacing;
  /** The account's clock: its quiet hours and its days. */
  readonly zone: string;
};

/** How many posts Instagram takes in its rolling window, as it said last. */
export type PostLimit = { readonly total: number; readonly durationMs: number };

/** What Instagram is taken to allow until it has told: 50 in 24 hours (IG User Media Publish page, 2026-10-04). */
export const STATED_LIMIT: PostLimit = { total: 50, durationMs: DAY };

/** How many posts on either side a rule may look at: a day, and an hour for the change of clocks. */
export const PACING_REACH_MS = DAY + 60 * MINUTE;

/**
 * The account's own pace, each broken rule as advice: nothing here keeps a post from being scheduled. One line when all is
 * kept, none when no rule is set.
 */
export function checkPacing(post: PacedPost, limit: PostLimit = STATED_LIMIT): readonly Check[] {
  const broken = [gapWords(post), quietWords(post), capWords(post), limitWords(post, limit)];
  const warnings = broken.flatMap((message) => (message === null ? [] : [warning(message)]));
  if (warnings.length > 0) return warnings;
  return isSet(post.pacing)
    ? [{ rule: "pacing", level: "pass", message: "It keeps the account’s pace.", fix: null }]
    : [];
}

/** Whether an instant lies in the quiet hours by the zone's wall clock; they may reach over midnight. */
export function isQuiet(at: number, quiet: QuietHours | null, zone: string): boolean {
  return quiet !== null && isQuietClock(clockAt(at, zone), quiet);
}

/** Whether a time of the wall clock such as `23:30` lies in the quiet hours. */
export function isQuietClock(clock: string, quiet: QuietHours): boolean {
  return quiet.from < quiet.to
    ? quiet.from <= clock && clock < quiet.to
    : quiet.from <= clock || clock < quiet.to;
}

/**
 * How much later than planned a post goes out, ms: a part of the jitter window that its seed fixes, so that asking again tells
 * the same. Never into quiet hours, nor onto another day, and as far from its neighbours as the least gap where the window has room for that.
 */
export function jitterFor(post: PacedPost, seed: string): number {
  const { at, pacing, zone } = post;
  const windowMs = pacing.jitterMinutes * MINUTE;
  if (windowMs === 0) return 0;
  const gapMs = pacing.leastGapMinutes * MINUTE;
  const before = post.others.filter((other) => other <= at);
  const after = post.others.filter((other) => other > at);
  const earliest = gapMs === 0 ? 0 : Math.max(0, ...before.map((other) => other + gapMs - at));
  const latest = Math.min(
    windowMs,
    allowedMs(at, windowMs, (moment) => isQuiet(moment, pacing.quiet, zone)),
    allowedMs(at, windowMs, (moment) => dayOf(moment, zone) !== dayOf(at, zone)),
    ...(gapMs === 0 ? [] : after.map((other) => Math.max(0, other - gapMs - at))),
  );
  const least = Math.min(earliest, latest);
  const jitter = least + fraction(seed) * (latest - least);
  return Math.floor(jitter / SECOND) * SECOND + (least % SECOND);
}

/** From `at` on, how long nothing of the kind comes, ms; the whole window where `at` itself is of the kind: she chose it. */
function allowedMs(at: number, windowMs: number, isBarred: (at: number) => boolean): number {
  if (isBarred(at)) return windowMs;
  const firstMinute = Math.ceil((at + 1) / MINUTE) * MINUTE;
  for (let moment = firstMinute; moment <= at + windowMs; moment += MINUTE)
    if (isBarred(moment)) return Math.max(0, moment - SECOND - at);
  return windowMs;
}

function isSet({ leastGapMinutes, quiet, dailyCap }: Pacing): boolean {
  return leastGapMinutes > 0 || quiet !== null || dailyCap > 0;
}

function gapWords({ at, others, pacing, zone }: PacedPost): string | null {
  const gapMs = pacing.leastGapMinutes * MINUTE;
  const near = others.filter((other) => Math.abs(other - at) < gapMs);
  if (near.length === 0) return null;
  const [nearest = at] = near.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at));
  const minutes = Math.round(Math.abs(nearest - at) / MINUTE);
  const where = minutes === 0 ? "at the same time" : nearest < at ? "before it" : "after it";
  const apart = minutes === 0 ? "" : `${count(minutes, "minute")} `;
  return `Another post of this account goes out at ${clockAt(nearest, zone)}, ${apart}${where}. Its pace is ${count(pacing.leastGapMinutes, "minute")} between posts.`;
}

function quietWords({ at, pacing, zone }: PacedPost): string | null {
  const { quiet } = pacing;
  if (quiet === null || !isQuiet(at, quiet, zone)) return null;
  return `${clockAt(at, zone)} lies in the account’s quiet hours, ${quiet.from} to ${quiet.to}.`;
}

function capWords({ at, others, pacing, zone }: PacedPost): string | null {
  if (pacing.dailyCap === 0) return null;
  const day = dayOf(at, zone);
  const posts = others.filter((other) => dayOf(other, zone) === day).length + 1;
  if (posts <= pacing.dailyCap) return null;
  return `With this one ${count(posts, "post")} of this account go out that day. Its pace is ${pacing.dailyCap} a day at most.`;
}

/** Any window that holds this post counts; the fullest begins at one of the posts. */
function limitWords({ at, others }: PacedPost, { total, durationMs }: PostLimit): string | null {
  const all = [...others, at];
  const counts = all
    .filter((from) => from <= at && at < from + durationMs)
    .map((from) => all.filter((other) => from <= other && other < from + durationMs).length);
  const most = Math.max(...counts);
  if (most <= total) return null;
  const hours = Math.round(durationMs / (60 * MINUTE));
  return `With this one ${most} posts go out within ${hours} hours, and Instagram takes ${total} of an account. The last of them will have to wait.`;
}

function warning(message: string): Check {
  return { rule: "pacing", level: "warn", message, fix: { kind: "change-time" } };
}

/** `18:30`, as the zone's wall clock shows it. */
function clockAt(at: number, zone: string): string {
  return zoned(at, zone).toPlainTime().toString({ smallestUnit: "minute" });
}

function dayOf(at: number, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

/** A number in [0, 1) that looks like chance and is the same for the same text: FNV-1a, then a mixing step. */
function fraction(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1)
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
