import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { PostStatus } from "../../../shared/contract/values.ts";

/** The month both calendars show. */
export const MONTH = "2026-10-01";
export const ZONE = "Europe/Berlin";
export type Spread = "month" | "year";

const STATUSES: readonly PostStatus[] = ["scheduled", "draft", "published", "failed"];
const BERLIN_WINTER = Date.UTC(2026, 0, 1) - 3_600_000;

/**
 * `count` posts with different titles and times, evenly over October 2026 or over that year, in time order. Both
 * calendars get the wall-clock times as they are, so that neither pays for a time zone.
 */
export function benchEntries(count: number, spread: Spread): readonly CalendarEntry[] {
  const first = spread === "month" ? Date.UTC(2026, 9, 1) : Date.UTC(2026, 0, 1);
  const days = spread === "month" ? 31 : 365;
  const stepMs = (days * 86_400_000) / count;
  return Array.from({ length: count }, (_, index) => {
    const shown = first + Math.floor((index * stepMs) / 60_000) * 60_000;
    return {
      postId: `post-${index}`,
      publicationId: null,
      accountId: "account",
      title: `Post ${index}`,
      plan: {
        wallTime: new Date(shown).toISOString().slice(0, 16),
        zone: ZONE,
        at: BERLIN_WINTER + (shown - Date.UTC(2026, 0, 1)),
      },
      status: STATUSES[index % STATUSES.length] ?? "draft",
      format: "image",
      thumbnail: null,
    };
  });
}
