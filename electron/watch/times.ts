const SECOND = 1000;

/** The waits of the watch, in ms. A value, so that a test on real time need not wait half a minute. */
export type WatchTimes = {
  /** The watch begins this long after the start: nothing of it is in the first screen's way. */
  readonly startAfterMs: number;
  /** Between two looks. */
  readonly lookEveryMs: number;
  /** A post may be due, and its row untouched, for this long before it counts as not accounted for. */
  readonly graceMs: number;
  /** Main may leave a question unanswered for this long before it counts as hung. */
  readonly frozenMs: number;
};

/** Grace and two looks stay under the minute that she is promised. */
export const WATCH_TIMES: WatchTimes = {
  startAfterMs: 10 * SECOND,
  lookEveryMs: 12 * SECOND,
  graceMs: 30 * SECOND,
  frozenMs: 20 * SECOND,
};
