import { millisecondsInDay as DAY, millisecondsInHour as HOUR } from "date-fns/constants";
import type { ReadingAge } from "../../../shared/contract/analytics.ts";
import type { Product } from "../../graph/insight-metrics.ts";

/** Instagram tells a story's figures for this long (IG Media Insights, 2026-10-04). */
export const STORY_LIFE_MS = DAY;
/** Up to this part of its age, and at least so many ms, a reading is in time. */
const LATE_PART = 0.02;
const LATE_MS = 5 * 60_000;

const AGE_MS: Readonly<Record<ReadingAge, number>> = {
  "1h": HOUR,
  "23h": 23 * HOUR,
  "24h": DAY,
  "7d": 7 * DAY,
  "28d": 28 * DAY,
};

/** The ages at which a post's figures are read, youngest first. */
export function agesOf(product: Product): readonly ReadingAge[] {
  return product === "STORY" ? ["23h"] : ["1h", "24h", "7d", "28d"];
}

/** Epoch ms UTC. */
export function dueAtOf(age: ReadingAge, publishedAt: number): number {
  return publishedAt + AGE_MS[age];
}

/** True when a figure asked for then is no figure of that age any more. */
export function isLate(age: ReadingAge, dueAt: number, askedAt: number): boolean {
  return askedAt - dueAt > Math.max(LATE_MS, AGE_MS[age] * LATE_PART);
}

/** The one of these that is taken at `now`: the newest that is due. The older ones are missed with it. */
export function newestDue<R extends { readonly dueAt: number }>(
  readings: readonly R[],
  now: number,
): R | undefined {
  return readings
    .filter(({ dueAt }) => dueAt <= now)
    .reduce<R | undefined>(
      (newest, one) => (newest && newest.dueAt > one.dueAt ? newest : one),
      undefined,
    );
}
