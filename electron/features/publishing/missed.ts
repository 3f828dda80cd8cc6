import type { PublishingTimes } from "./times.ts";

/** How a due time stands: to come, on time, late but within the grace, or too late to go out by itself. */
export type Lateness = "early" | "on-time" | "late" | "too-late";

export type LatenessRule = Pick<PublishingTimes, "onTimeMs"> & {
  /** How late a post may still go out by itself. */
  readonly graceMs: number;
};

/** Wall clock decides due, never done. `dueAt` and `now` are epoch ms UTC. Up to two minutes is on time whatever the grace. */
export function latenessOf(dueAt: number, now: number, rule: LatenessRule): Lateness {
  const lateMs = now - dueAt;
  if (lateMs < 0) return "early";
  if (lateMs <= rule.onTimeMs) return "on-time";
  return lateMs <= rule.graceMs ? "late" : "too-late";
}

/** What came due while nobody was there to publish it and is too late now; the rest goes out, one at a time. */
export function findMissed<P extends { readonly dueAt: number }>(
  publications: readonly P[],
  now: number,
  rule: LatenessRule,
): readonly P[] {
  return publications.filter(({ dueAt }) => latenessOf(dueAt, now, rule) === "too-late");
}

/** How much later than planned it went out; null when on time. */
export function lateBy(
  dueAt: number,
  publishedAt: number | null,
  rule: Pick<PublishingTimes, "onTimeMs">,
): number | null {
  if (publishedAt === null) return null;
  const lateMs = publishedAt - dueAt;
  return lateMs > rule.onTimeMs ? lateMs : null;
}
