import { Temporal } from "temporal-polyfill";

/** Where a wall-clock time falls on the time line, and whether the zone's clock was being changed just then. */
export type ResolvedTime = {
  /** Epoch ms UTC. */
  readonly at: number;
  /** What the wall clock shows at `at`: differs from what was typed in a gap. */
  readonly wallTime: string;
  readonly shift: "none" | "gap" | "overlap";
};

/**
 * The instant of a wall-clock time such as `2026-10-25T02:30` in an IANA zone. In a gap the later time is meant, in an
 * overlap the first: Temporal's `compatible`, shown to her wherever it applies.
 *
 * @throws RangeError for a time or zone that does not exist.
 */
export function resolveWallTime(wallTime: string, zone: string): ResolvedTime {
  const plain = Temporal.PlainDateTime.from(wallTime);
  const earlier = plain.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(zone, { disambiguation: "later" });
  const resolved = plain.toZonedDateTime(zone, { disambiguation: "compatible" });
  const shown = formatWallTime(resolved.toPlainDateTime());
  const isGap = !resolved.toPlainDateTime().equals(plain);
  const isOverlap = !isGap && earlier.epochMilliseconds !== later.epochMilliseconds;
  return {
    at: resolved.epochMilliseconds,
    wallTime: shown,
    shift: isGap ? "gap" : isOverlap ? "overlap" : "none",
  };
}

/** What the wall clock of a zone shows at an instant, to the minute. */
export function wallTimeAt(at: number, zone: string): string {
  return formatWallTime(
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime(),
  );
}

/** The same clock time on another day: what a day drag does. `day` is `2026-10-14`. */
export function onDay(wallTime: string, day: string): string {
  return `${day}T${wallTime.slice(11)}`;
}

function formatWallTime(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: "minute", calendarName: "never" });
}
