import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countStatuses,
  filterIndex,
  indexByDay,
  keepUnchanged,
} from "../../renderer/features/calendar/day-index.ts";
import {
  addDays,
  addMonths,
  dayFrom,
  dayNumber,
  monthDays,
  startOfWeek,
  type WeekStart,
  weekdayOf,
} from "../../renderer/features/calendar/days.ts";
import { nextSensibleTime } from "../../renderer/features/calendar/next-time.ts";
import { looseRange } from "../../renderer/features/calendar/range.ts";
import { createZoneClock, offsetAt } from "../../renderer/features/calendar/zone-clock.ts";
import type { CalendarEntry } from "../../shared/contract/publishing.ts";
import { PostStatus } from "../../shared/contract/values.ts";
import { resolveWallTime, wallTimeAt } from "../../shared/rules/schedule.ts";

const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Cairo",
  "Pacific/Apia",
  "America/Havana",
  "Asia/Beirut",
  "UTC",
] as const;
const WEEK_STARTS: readonly WeekStart[] = ["monday", "sunday", "saturday"];
const FIRST_WEEKDAY = { sunday: 0, monday: 1, saturday: 6 } as const;

const anyDay = fc
  .integer({ min: dayNumber("2012-01-01"), max: dayNumber("2037-12-31") })
  .map(dayFrom);
const anyZone = fc.constantFrom(...ZONES);
const anyStart = fc.constantFrom(...WEEK_STARTS);

function entryAt(at: number, zone: string, postId = `post-${at}`): CalendarEntry {
  return {
    postId,
    publicationId: null,
    accountId: "account",
    title: postId,
    plan: { wallTime: wallTimeAt(at, zone), zone, at },
    status: "draft",
    format: "image",
    thumbnail: null,
  };
}

function clockOver(days: readonly string[], zone: string) {
  const { fromAt, toAt } = looseRange(days[0]!, days.at(-1)!);
  return createZoneClock(zone, fromAt, toAt);
}

describe("the days of a month", () => {
  test("are whole weeks from the chosen first weekday that hold every day of the month, in order", () => {
    fc.assert(
      fc.property(anyDay, anyStart, (day, weekStart) => {
        const days = monthDays(day, weekStart);
        expect(days.length % 7).toBe(0);
        expect(days.length).toBeLessThanOrEqual(42);
        expect(weekdayOf(days[0]!)).toBe(FIRST_WEEKDAY[weekStart]);
        expect(days.every((next, at) => at === 0 || next === addDays(days[at - 1]!, 1))).toBe(true);
        const own = days.filter((other) => other.startsWith(day.slice(0, 7)));
        const count = new Date(Date.UTC(+day.slice(0, 4), +day.slice(5, 7), 0)).getUTCDate();
        expect(own).toHaveLength(count);
        expect(days.slice(0, 7)).toContain(`${day.slice(0, 8)}01`);
        expect(days.slice(-7)).toContain(own.at(-1));
      }),
    );
  });

  test.each([
    ["2027-02-01", "monday", 4],
    ["2026-10-15", "monday", 5],
    ["2026-08-01", "monday", 6],
    ["2026-08-01", "sunday", 6],
    ["2026-08-01", "saturday", 5],
  ] as const)("%s beginning on %s takes %i weeks", (day, weekStart, weeks) => {
    expect(monthDays(day, weekStart)).toHaveLength(weeks * 7);
  });

  test("a month later the 31st is the last day there is", () => {
    expect(addMonths("2026-10-31", 1)).toBe("2026-11-30");
    expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  });

  test("the start of the week is on or before the day, within a week", () => {
    fc.assert(
      fc.property(anyDay, anyStart, (day, weekStart) => {
        const start = startOfWeek(day, weekStart);
        expect(weekdayOf(start)).toBe(FIRST_WEEKDAY[weekStart]);
        expect(dayNumber(day) - dayNumber(start)).toBeGreaterThanOrEqual(0);
        expect(dayNumber(day) - dayNumber(start)).toBeLessThan(7);
      }),
    );
  });
});

describe("the zone clock", () => {
  test("shows what the shared rules show, in every zone and at every clock change", () => {
    fc.assert(
      fc.property(
        anyDay,
        anyZone,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (day, zone, part) => {
          const days = monthDays(day, "monday");
          const clock = clockOver(days, zone);
          const { fromAt, toAt } = looseRange(days[0]!, days.at(-1)!);
          const at = fromAt + Math.floor((part * (toAt - fromAt)) / 60_000) * 60_000;
          expect(clock.wallTimeAt(at)).toBe(wallTimeAt(at, zone));
          expect(clock.dayAt(at)).toBe(wallTimeAt(at, zone).slice(0, 10));
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ["Europe/Berlin", "2026-10-15", [["2026-10-25", "back"]]],
    ["Europe/Berlin", "2026-03-15", [["2026-03-29", "forward"]]],
    ["America/New_York", "2026-11-15", [["2026-11-01", "back"]]],
    ["Australia/Lord_Howe", "2026-10-15", [["2026-10-04", "forward"]]],
    ["Asia/Beirut", "2026-10-15", [["2026-10-24", "back"]]],
    ["America/Havana", "2026-11-15", [["2026-11-01", "back"]]],
    ["UTC", "2026-10-15", []],
  ] as const)("in %s in the month of %s the clocks change on %j", (zone, day, changes) => {
    const clock = clockOver(monthDays(day, "monday"), zone);
    expect([...clock.changes]).toEqual(changes);
  });

  test("knows offsets that are no whole hours, on both sides of UTC", () => {
    expect(offsetAt("Asia/Kathmandu", 0 + Date.UTC(2026, 0, 1))).toBe(345 * 60_000);
    expect(offsetAt("America/St_Johns", Date.UTC(2026, 0, 1))).toBe(-210 * 60_000);
    expect(offsetAt("UTC", Date.UTC(2026, 0, 1))).toBe(0);
  });
});

describe("the day index", () => {
  test("puts every entry of the visible days under exactly one of them, its own by the account's clock", () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.tuple(anyZone, anyZone),
        fc.array(fc.nat(31 * 1440), { maxLength: 60 }),
        (day, [zone, plannedIn], minutes) => {
          const days = monthDays(day, "monday");
          const first = resolveWallTime(`${days[7]!}T00:00`, zone).at;
          const entries = minutes.map((minute, at) =>
            entryAt(first + minute * 60_000, plannedIn, `post-${at}`),
          );
          const index = indexByDay(entries, clockOver(days, zone));
          const found = [...index.values()].flat().map((entry) => entry.postId);
          expect(found.toSorted()).toEqual(entries.map((entry) => entry.postId).toSorted());
          for (const [under, list] of index)
            for (const entry of list) {
              expect(wallTimeAt(entry.plan.at, zone).slice(0, 10)).toBe(under);
              expect(entry.plan.wallTime.slice(0, 10)).toBe(under);
            }
        },
      ),
      { numRuns: 150 },
    );
  });

  test("keeps each day in time order, whatever order the entries came in", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([9, 12, 15, 18, 21], { minLength: 2 }), (hours) => {
        const entries = hours.map((hour) => entryAt(Date.UTC(2026, 9, 8, hour), "UTC"));
        const [list = []] = indexByDay(entries, createZoneClock("UTC", 0, 1)).values();
        const times = list.map((entry) => entry.plan.at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  test("shows an entry planned in another zone at the same instant on the account's clock", () => {
    const entry = entryAt(Date.UTC(2026, 9, 8, 23), "UTC");
    const index = indexByDay([entry], clockOver(["2026-10-08", "2026-10-09"], "Europe/Berlin"));
    expect(index.get("2026-10-09")?.[0]?.plan).toEqual({
      wallTime: "2026-10-09T01:00",
      zone: "Europe/Berlin",
      at: entry.plan.at,
    });
  });

  test("counts and filters by status, and leaves out days that are empty then", () => {
    const entries = PostStatus.options.map((status, hour) => ({
      ...entryAt(Date.UTC(2026, 9, 8 + hour), "UTC"),
      status,
    }));
    const index = indexByDay(entries, createZoneClock("UTC", 0, 1));
    expect(countStatuses(index, [...index.keys()])).toEqual(
      Object.fromEntries(PostStatus.options.map((status) => [status, 1])),
    );
    expect([...filterIndex(index, new Set(["failed" as const])).values()].flat()).toHaveLength(1);
    expect(filterIndex(index, new Set())).toBe(index);
  });

  test("keeps the list of a day that did not change, and takes the new list of one that did", () => {
    const clock = createZoneClock("UTC", 0, 1);
    const a = entryAt(Date.UTC(2026, 9, 8), "UTC");
    const b = entryAt(Date.UTC(2026, 9, 9), "UTC");
    const before = indexByDay([a, b], clock);
    const after = keepUnchanged(before, indexByDay([{ ...a }, { ...b, title: "New" }], clock));
    expect(after.get("2026-10-08")).toBe(before.get("2026-10-08"));
    expect(after.get("2026-10-09")?.[0]?.title).toBe("New");
  });
});

describe("the next sensible time", () => {
  const berlin = (wallTime: string) => resolveWallTime(wallTime, "Europe/Berlin").at;

  test.each([
    ["2026-10-14", "2026-10-08T14:02", "2026-10-14T18:30"],
    ["2026-10-08", "2026-10-08T14:02", "2026-10-08T18:30"],
    ["2026-10-08", "2026-10-08T18:26", "2026-10-08T19:00"],
    ["2026-10-08", "2026-10-08T18:56", "2026-10-08T19:30"],
    ["2026-10-08", "2026-10-08T23:40", null],
    ["2026-10-07", "2026-10-08T14:02", null],
  ])("on %s at %s is %s", (day, now, expected) => {
    expect(nextSensibleTime(day, berlin(now), "Europe/Berlin")).toBe(expected);
  });

  test("is always to come, on that day, on a half hour", () => {
    fc.assert(
      fc.property(anyDay, anyZone, fc.nat(2 * 1440), (day, zone, minute) => {
        const now = resolveWallTime(`${addDays(day, -1)}T12:00`, zone).at + minute * 60_000;
        const time = nextSensibleTime(day, now, zone);
        if (time === null) return;
        expect(time.startsWith(day)).toBe(true);
        expect(resolveWallTime(time, zone).at).toBeGreaterThan(now);
        expect(time).toMatch(/:(00|30)$/);
      }),
      { numRuns: 200 },
    );
  });
});
