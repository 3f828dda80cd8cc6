import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { PostStatus } from "../../../shared/contract/values.ts";
import type { Day } from "./days.ts";
import type { ZoneClock } from "./zone-clock.ts";

export type DayIndex = ReadonlyMap<Day, readonly CalendarEntry[]>;

/** Which statuses are shown; empty means all. */
export type StatusFilter = ReadonlySet<PostStatus>;

/** Every entry under its day of the calendar's clock, in time order. One pass; a day without entries has no key. */
export function indexByDay(entries: readonly CalendarEntry[], clock: ZoneClock): DayIndex {
  const index = new Map<Day, CalendarEntry[]>();
  const unsorted = new Set<CalendarEntry[]>();
  for (const entry of entries) {
    const placed = placeEntry(entry, clock);
    const day = placed.plan.wallTime.slice(0, 10);
    const list = index.get(day);
    if (!list) index.set(day, [placed]);
    else {
      if ((list.at(-1)?.plan.at ?? 0) > placed.plan.at) unsorted.add(list);
      list.push(placed);
    }
  }
  for (const list of unsorted) list.sort((a, b) => a.plan.at - b.plan.at);
  return index;
}

/** Only the entries whose status is chosen; the same map when all are. */
export function filterIndex(index: DayIndex, filter: StatusFilter): DayIndex {
  if (filter.size === 0) return index;
  const kept = new Map<Day, readonly CalendarEntry[]>();
  for (const [day, list] of index) {
    const left = list.filter((entry) => filter.has(entry.status));
    if (left.length > 0) kept.set(day, left);
  }
  return kept;
}

/** How many entries of each status the given days hold. */
export function countStatuses(
  index: DayIndex,
  days: readonly Day[],
): Readonly<Partial<Record<PostStatus, number>>> {
  const counts: Partial<Record<PostStatus, number>> = {};
  for (const day of days)
    for (const entry of index.get(day) ?? [])
      counts[entry.status] = (counts[entry.status] ?? 0) + 1;
  return counts;
}

/** Days whose entries are the same keep their list, so that their cells are not drawn again. */
export function keepUnchanged(previous: DayIndex, next: DayIndex): DayIndex {
  const kept = new Map<Day, readonly CalendarEntry[]>();
  for (const [day, list] of next) {
    const before = previous.get(day);
    kept.set(day, before && isSame(before, list) ? before : list);
  }
  return kept;
}

/** An entry planned in another zone is shown at the same instant on the calendar's clock. */
function placeEntry(entry: CalendarEntry, clock: ZoneClock): CalendarEntry {
  const { plan } = entry;
  if (plan.zone === clock.zone) return entry;
  return { ...entry, plan: { wallTime: clock.wallTimeAt(plan.at), zone: clock.zone, at: plan.at } };
}

function isSame(a: readonly CalendarEntry[], b: readonly CalendarEntry[]): boolean {
  return a.length === b.length && a.every((entry, index) => isSameEntry(entry, b[index]));
}

function isSameEntry(a: CalendarEntry, b: CalendarEntry | undefined): boolean {
  return (
    b !== undefined &&
    a.postId === b.postId &&
    a.plan.at === b.plan.at &&
    a.plan.wallTime === b.plan.wallTime &&
    a.status === b.status &&
    a.title === b.title &&
    a.thumbnail === b.thumbnail
  );
}
