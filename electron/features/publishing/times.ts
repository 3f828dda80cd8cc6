import type { PauseRange } from "../../lib/backoff.ts";
import { millisecondsInHour as HOUR, millisecondsInMinute as MINUTE } from "date-fns/constants";

/** Every wait of the publisher, in ms. A value, so that crash tests on real sockets need not wait minutes. */
export type PublishingTimes = {
  /** Work on a post begins this long before it is due, so that it is ready on the minute. */
  readonly prepareAheadMs: number;
  /** The same for a carousel, whose items are made one after the other. */
  readonly carouselAheadMs: number;
  /** And for a video: its bytes are sent, and Instagram works on it for minutes (Content Publishing). */
  readonly videoAheadMs: number;
  /** On time up to here (reliability: lateness). */
  readonly onTimeMs: number;
  /** After an outage late posts of one account go out one at a time, at least this far apart. */
  readonly catchUpGapMs: number;
  /** A scheduled post she edits at the last moment is left alone until she has paused for this long. */
  readonly quietMs: number;
  /** The pauses between looks at a container; the last one repeats. */
  readonly pollMs: readonly number[];
  /** A container's FINISHED is good for this long. */
  readonly freshMs: number;
  /** A container not published by then has expired (IG Container page, 2026-10-04: 24 hours). */
  readonly containerLifeMs: number;
  /** The first settle time after an unknown outcome, and the largest it grows to. */
  readonly settleMs: number;
  readonly settleMaxMs: number;
  /** Reads that tell nothing for this long, and at least `blindReads` of them, make it hers to decide. */
  readonly blindMs: number;
  readonly blindReads: number;
  /** How far back of the intent a post may be dated and still be ours. */
  readonly windowMs: number;
  /** Pre-publish look for the same caption by other hands. */
  readonly probeMs: number;
  /** A published post whose id is not known is looked for this long. */
  readonly identifyMs: number;
  /** The longest first pause after a failure that may pass, and the longest of all. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
  /** How often a wait on something local (login, pause, media host) is looked at. */
  readonly recheckMs: number;
  readonly quotaMs: number;
  /** What follows publishing begins so long after it: a post of a moment ago is not found everywhere. */
  readonly afterworkMs: number;
  /** The same pauses as `retryMs` and `retryMaxMs`, for what nothing hurries. */
  readonly afterworkRetryMs: number;
  readonly afterworkRetryMaxMs: number;
  /** The computer is kept awake from this long before a post is due. */
  readonly awakeMs: number;
  /** A wall clock this near to the server's is taken as right: the `Date` header has whole seconds. */
  readonly toleranceMs: number;
};

const SECOND = 1000;

/** What the app runs with. Settle times after reliability notes, "Reconcile procedure". */
export const PUBLISHING_TIMES: PublishingTimes = {
  prepareAheadMs: 30 * SECOND,
  carouselAheadMs: 2 * MINUTE,
  videoAheadMs: 10 * MINUTE,
  onTimeMs: 2 * MINUTE,
  catchUpGapMs: 2 * MINUTE,
  quietMs: 10 * SECOND,
  pollMs: [1, 2, 4, 8, 15, 30, 60].map((seconds) => seconds * SECOND),
  freshMs: MINUTE,
  containerLifeMs: 24 * HOUR,
  settleMs: 15 * SECOND,
  settleMaxMs: 10 * MINUTE,
  blindMs: HOUR,
  blindReads: 5,
  windowMs: 2 * MINUTE,
  probeMs: 24 * HOUR,
  identifyMs: 24 * HOUR,
  retryMs: 5 * SECOND,
  retryMaxMs: 10 * MINUTE,
  recheckMs: MINUTE,
  quotaMs: 15 * MINUTE,
  afterworkMs: 10 * SECOND,
  afterworkRetryMs: MINUTE,
  afterworkRetryMaxMs: HOUR,
  awakeMs: 2 * MINUTE,
  toleranceMs: 5 * SECOND,
};

/** Between tries of one step: never at once, for a few tries is all that some failures get. */
export function retryRange({ retryMs, retryMaxMs }: PublishingTimes): PauseRange {
  return { first: retryMs, largest: retryMaxMs, least: Math.min(SECOND, retryMs) };
}

/** Between tries of what follows publishing. */
export function afterworkRange({
  afterworkRetryMs: first,
  afterworkRetryMaxMs: largest,
}: PublishingTimes): PauseRange {
  return { first, largest, least: first / 4 };
}

/** How long before it is due the work on a post begins. */
export function aheadOf(
  times: PublishingTimes,
  { items, videos }: { readonly items: number; readonly videos: number },
): number {
  if (videos > 0) return times.videoAheadMs;
  return items > 1 ? times.carouselAheadMs : times.prepareAheadMs;
}
