import type { Day } from "./days.ts";

/** The clock of one zone over a stretch of time, read off a table: thousands of entries cost no date object each. */
export type ZoneClock = {
  readonly zone: string;
  /** What the wall clock shows at `at` (epoch ms), to the minute: `2026-10-14T18:30`. */
  readonly wallTimeAt: (at: number) => string;
  readonly dayAt: (at: number) => Day;
  /** The days on which the clocks are put forward or back. */
  readonly changes: ReadonlyMap<Day, "forward" | "back">;
};

type Stretch = { readonly fromAt: number; readonly offsetMs: number };

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Clocks that were changed stayed so for a week at least (Boa Vista, 2000), for three since 2005: steps of four days
 * miss no change, at a quarter of the cost of asking for every day. */
const STEP_MS = 4 * DAY_MS;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The clock of `zone` between two instants (epoch ms); outside them its ends go on.
 *
 * @throws RangeError for a zone that does not exist.
 */
export function createZoneClock(zone: string, fromAt: number, toAt: number): ZoneClock {
  const stretches = findStretches(zone, fromAt, toAt);
  const shown = (at: number) => new Date(at + offsetIn(stretches, at)).toISOString();
  return {
    zone,
    wallTimeAt: (at) => shown(at).slice(0, 16),
    dayAt: (at) => shown(at).slice(0, 10),
    changes: new Map(
      stretches.slice(1).map((stretch, index) => {
        const before = stretches[index]?.offsetMs ?? stretch.offsetMs;
        const isForward = stretch.offsetMs > before;
        // A change at midnight (Beirut, Havana) belongs to the day it leads into when it goes forward, and to the
        // evening that comes twice when it goes back.
        const shownAt = stretch.fromAt + (isForward ? stretch.offsetMs : before) - 1;
        const day = new Date(shownAt).toISOString().slice(0, 10);
        return [day, isForward ? "forward" : "back"] as const;
      }),
    ),
  };
}

/** How far the zone's clock is ahead of UTC at an instant, in ms. */
export function offsetAt(zone: string, at: number): number {
  const name = formatOf(zone)
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")?.value;
  const [, sign, hours, minutes = "0"] = /GMT([+-])(\d+)(?::(\d+))?/.exec(name ?? "") ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

function findStretches(zone: string, fromAt: number, toAt: number): readonly Stretch[] {
  const found: Stretch[] = [{ fromAt, offsetMs: offsetAt(zone, fromAt) }];
  for (let at = fromAt; at < toAt; at += STEP_MS) {
    const before = found.at(-1)?.offsetMs ?? 0;
    const after = offsetAt(zone, at + STEP_MS);
    if (after !== before) found.push({ fromAt: findChange(zone, at, before), offsetMs: after });
  }
  return found;
}

/** The first minute within the step after `at` at which the offset is no longer `before`. */
function findChange(zone: string, at: number, before: number): number {
  let low = 0;
  let high = STEP_MS / MINUTE_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, at + middle * MINUTE_MS) === before) low = middle;
    else high = middle;
  }
  return at + high * MINUTE_MS;
}

function offsetIn(stretches: readonly Stretch[], at: number): number {
  let offsetMs = stretches[0]?.offsetMs ?? 0;
  for (const stretch of stretches) if (stretch.fromAt <= at) offsetMs = stretch.offsetMs;
  return offsetMs;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(zone, made);
  return made;
}
