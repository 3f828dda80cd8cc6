import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { DayIndex } from "./day-index.ts";
import type { Day } from "./days.ts";
import type { Spot } from "./keyboard.ts";

/** A line of the list: the head of a day, or one of its posts. */
export type ListLine = {
  readonly key: string;
  readonly day: Day;
  readonly entry: CalendarEntry | null;
  /** Posts of the day, for its head. */
  readonly count: number;
};

/** The lines for the given days, earliest first or latest first. Days without posts have none. */
export function linesOf(
  index: DayIndex,
  days: readonly Day[],
  isNewestFirst: boolean,
): readonly ListLine[] {
  const ordered = isNewestFirst ? days.toReversed() : days;
  return ordered.flatMap((day) => {
    const entries = index.get(day) ?? [];
    const posts = (isNewestFirst ? entries.toReversed() : entries).map((entry) => ({
      key: entry.postId,
      day,
      entry,
      count: 0,
    }));
    return posts.length === 0
      ? []
      : [{ key: day, day, entry: null, count: posts.length }, ...posts];
  });
}

/** Where an arrow, Home, End or a Page key leads in the list; null for any other key. */
export function stepInList(lines: readonly ListLine[], spot: Spot, key: string): Spot | null {
  const posts = lines.filter((line) => line.entry !== null);
  const at = posts.findIndex((line) => line.entry?.postId === spot.postId);
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: posts.length - 1,
    PageUp: at - 10,
    PageDown: at + 10,
  };
  const to = steps[key];
  if (to === undefined) return null;
  const line = posts[Math.min(posts.length - 1, Math.max(0, to))];
  return line ? { day: line.day, postId: line.entry?.postId ?? null } : null;
}
