import type { CalendarEntry } from "../../../shared/contract/publishing.ts";

/** Where a post stands in its day column: `lane` of `lanes` side by side. */
export type Placed = {
  readonly entry: CalendarEntry;
  readonly minute: number;
  readonly lane: number;
  readonly lanes: number;
};
/** Posts that found no room beside the others at that time. */
export type Crowd = { readonly minute: number; readonly entries: readonly CalendarEntry[] };

export const HOUR_PX = 44;
/** A card is this high: as long as it covers its column, others stand beside it. */
export const CARD_PX = 64;
const MOST_LANES = 3;
const CARD_MINUTES = (CARD_PX / HOUR_PX) * 60;

/** Lays a day's entries side by side where their cards would cover each other, three abreast at most. */
export function layOutDay(entries: readonly CalendarEntry[]): {
  readonly placed: readonly Placed[];
  readonly crowds: readonly Crowd[];
} {
  const placed: Placed[] = [];
  const crowds: Crowd[] = [];
  // By the clock, not by the instant: when the clocks go back the two differ.
  const byClock = entries.toSorted((a, b) => minuteOf(a.plan.wallTime) - minuteOf(b.plan.wallTime));
  for (const cluster of clustersOf(byClock)) {
    const { lanes, left } = fillLanes(cluster);
    for (const [lane, taken] of lanes.entries())
      for (const entry of taken)
        placed.push({ entry, minute: minuteOf(entry.plan.wallTime), lane, lanes: lanes.length });
    const first = left[0];
    if (first) crowds.push({ minute: minuteOf(first.plan.wallTime), entries: left });
  }
  return { placed: placed.sort((a, b) => a.minute - b.minute), crowds };
}

/** Minutes since midnight on the wall clock. */
export function minuteOf(wallTime: string): number {
  return Number(wallTime.slice(11, 13)) * 60 + Number(wallTime.slice(14, 16));
}

/** The wall-clock time at a height of a day column: on the quarter hour, or to the minute when `isFine`. */
export function timeAtHeight(px: number, isFine: boolean): string {
  const step = isFine ? 1 : 15;
  const last = 24 * 60 - step;
  const minute = Math.min(last, Math.max(0, Math.round(((px / HOUR_PX) * 60) / step) * step));
  const hour = String(Math.floor(minute / 60)).padStart(2, "0");
  return `${hour}:${String(minute % 60).padStart(2, "0")}`;
}

function clustersOf(entries: readonly CalendarEntry[]): readonly (readonly CalendarEntry[])[] {
  const clusters: CalendarEntry[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    const minute = minuteOf(entry.plan.wallTime);
    if (minute >= end) clusters.push([]);
    clusters.at(-1)?.push(entry);
    end = Math.max(end, minute + CARD_MINUTES);
  }
  return clusters;
}

function fillLanes(cluster: readonly CalendarEntry[]): {
  readonly lanes: readonly (readonly CalendarEntry[])[];
  readonly left: readonly CalendarEntry[];
} {
  const lanes: CalendarEntry[][] = [];
  const left: CalendarEntry[] = [];
  for (const entry of cluster) {
    const minute = minuteOf(entry.plan.wallTime);
    const free = lanes.find((lane) => {
      const last = lane.at(-1);
      return last !== undefined && minuteOf(last.plan.wallTime) + CARD_MINUTES <= minute;
    });
    if (free) free.push(entry);
    else if (lanes.length < MOST_LANES) lanes.push([entry]);
    else left.push(entry);
  }
  return { lanes, left };
}
