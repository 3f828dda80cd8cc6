import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { NO_PACING } from "../../shared/contract/pacing-defaults.ts";
import type { NextSlot, Slot } from "../../shared/contract/pacing.ts";
import { checkPacing, STATED_LIMIT } from "../../shared/rules/pacing.ts";
import { resolveWallTime } from "../../shared/rules/schedule.ts";
import { findNextSlot, SLOT_DAYS, type SlotSearch } from "../../shared/rules/slots.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BERLIN = "Europe/Berlin";
const at = (wallTime: string, zone = BERLIN) => resolveWallTime(wallTime, zone).at;
const next = (search: SlotSearch) => findNextSlot(search, STATED_LIMIT);
const weekly = (weekday: number, time: string): Slot => ({ weekday, time });
/** On Thursday 8 October 2026, 14:00 in Berlin, with nothing planned. */
const search = (change: Partial<SlotSearch> = {}): SlotSearch => ({
  after: at("2026-10-08T14:00"),
  slots: [weekly(2, "18:30"), weekly(4, "18:30")],
  taken: [],
  others: [],
  pacing: NO_PACING,
  zone: BERLIN,
  ...change,
});
const free = (wallTime: string, instant = at(wallTime)): NextSlot => ({
  kind: "free",
  at: instant,
  wallTime,
  zone: BERLIN,
});
const planned = (...wallTimes: string[]) => {
  const instants = wallTimes.map((wallTime) => at(wallTime));
  return { taken: instants, others: instants };
};

describe("the next free slot", () => {
  test.each<[string, Partial<SlotSearch>, string]>([
    ["is today's, while that is to come", {}, "2026-10-08T18:30"],
    [
      "is the next day's once it is that very time",
      { after: at("2026-10-08T18:30") },
      "2026-10-13T18:30",
    ],
    ["leaves out a taken one", planned("2026-10-08T18:30"), "2026-10-13T18:30"],
    [
      "leaves out what only a draft is meant for",
      { taken: [at("2026-10-08T18:30")] },
      "2026-10-13T18:30",
    ],
    [
      "keeps the least gap to what goes out between the slots",
      { others: [at("2026-10-08T18:00")], pacing: { ...NO_PACING, leastGapMinutes: 60 } },
      "2026-10-13T18:30",
    ],
    [
      "keeps the posts a day, whatever their time",
      { others: [at("2026-10-08T09:00")], pacing: { ...NO_PACING, dailyCap: 1 } },
      "2026-10-13T18:30",
    ],
    [
      "keeps out of the quiet hours",
      {
        slots: [weekly(5, "23:00"), weekly(7, "10:00")],
        pacing: { ...NO_PACING, quiet: { from: "22:00", to: "07:00" } },
      },
      "2026-10-11T10:00",
    ],
    ["comes round after a week", { slots: [weekly(4, "09:00")] }, "2026-10-15T09:00"],
  ])("%s", (_, change, wallTime) => {
    expect(next(search(change))).toEqual(free(wallTime));
  });

  test("is as much later as the clock skips, and in its order among the others", () => {
    const after = at("2027-03-27T12:00");
    const slots = [weekly(7, "02:30"), weekly(7, "03:15")];
    const first = free("2027-03-28T03:15");
    expect(next(search({ after, slots }))).toEqual(first);
    const second = free("2027-03-28T02:30", at("2027-03-28T03:30"));
    expect(next(search({ after, slots, ...planned("2027-03-28T03:15") }))).toEqual(second);
  });

  test("is the first of two where the clock shows that time twice", () => {
    const found = next(search({ after: at("2026-10-24T12:00"), slots: [weekly(7, "02:30")] }));
    expect(found).toEqual(free("2026-10-25T02:30", Date.UTC(2026, 9, 25, 0, 30)));
  });

  test("keeps Instagram's own limit too", () => {
    const others = Array.from({ length: 3 }, (_, hour) => at("2026-10-08T10:00") + hour * HOUR);
    const limit = { total: 3, durationMs: 24 * HOUR };
    expect(findNextSlot(search({ others }), limit)).toEqual(free("2026-10-13T18:30"));
  });
});

describe("without a free slot it is said why", () => {
  const thursdays = Array.from(
    { length: 14 },
    (_, week) => Temporal.PlainDate.from("2026-10-08").add({ weeks: week }).toString() + "T18:30",
  );
  const slots = [weekly(4, "18:30")];

  test("there are none at all", () => {
    expect(next(search({ slots: [] }))).toEqual({ kind: "unset" });
  });

  test("every one is taken; what comes after 90 days is not looked at", () => {
    const reason = "Every slot of the next 90 days is taken.";
    expect(next(search({ slots, ...planned(...thursdays) }))).toEqual({ kind: "none", reason });
    const last = thursdays.filter((wallTime) => wallTime <= "2027-01-06T14:00");
    expect(next(search({ slots, ...planned(...last.slice(0, -1)) }))).toEqual(
      free(last.at(-1) ?? ""),
    );
  });

  test("none keeps the pace, with the words of the first", () => {
    const pacing = { ...NO_PACING, quiet: { from: "18:00", to: "20:00" } };
    expect(next(search({ slots, pacing }))).toEqual({
      kind: "none",
      reason:
        "No slot of the next 90 days keeps the account’s pace. The first that does not: 18:30 lies in the account’s quiet hours, 18:00 to 20:00.",
    });
    const both = search({ slots, pacing, ...planned("2026-10-08T18:30") });
    expect(next(both)).toMatchObject({
      reason: expect.stringMatching(/^Every slot .* is taken or breaks/),
    });
  });
});

const two = (number: number) => String(number).padStart(2, "0");
const clock = fc
  .tuple(fc.nat({ max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hours, minutes]) => `${two(hours)}:${two(minutes)}`);
const pacing = fc.record({
  leastGapMinutes: fc.constantFrom(0, 30, 240, 1440),
  jitterMinutes: fc.constant(0),
  quiet: fc.option(fc.record({ from: clock, to: clock }).filter(({ from, to }) => from !== to)),
  dailyCap: fc.integer({ min: 0, max: 2 }),
});
/** Around the days when a clock is changed in one of the zones, and ordinary ones. */
const start = fc.constantFrom(
  Date.UTC(2026, 2, 28, 5),
  Date.UTC(2026, 9, 24, 5),
  Date.UTC(2026, 9, 3, 5),
  Date.UTC(2026, 3, 23, 5),
  Date.UTC(2026, 6, 15, 5),
);
const quarters = (days: number) =>
  fc.array(
    fc.nat({ max: days * 96 }).map((quarter) => quarter * 15 * MINUTE),
    { maxLength: 12 },
  );
const anySearch: fc.Arbitrary<SlotSearch> = fc
  .record({
    after: start,
    zone: fc.constantFrom(BERLIN, "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC"),
    slots: fc.uniqueArray(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), time: clock }), {
      minLength: 1,
      maxLength: 6,
      selector: ({ weekday, time }) => `${weekday} ${time}`,
    }),
    near: quarters(3),
    far: quarters(14),
    pacing,
    takeFirst: fc.nat({ max: 5 }),
  })
  .map(({ near, far, takeFirst, ...given }) => {
    const others = [...near, ...far].map((ms) => given.after - 24 * HOUR + ms);
    const first = slotInstants({ ...given, others, taken: [] }, 20).slice(0, takeFirst);
    return { ...given, others: [...others, ...first], taken: [...first, ...others] };
  });

/** Every slot's instant in so many days, slot by slot and week by week. */
function slotInstants({ after, slots, zone }: SlotSearch, days: number): readonly number[] {
  const today = Temporal.Instant.fromEpochMilliseconds(after)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const instants = slots.flatMap(({ weekday, time }) =>
    Array.from({ length: days + 1 }, (_, ahead) => today.add({ days: ahead }))
      .filter((day) => day.dayOfWeek === weekday)
      .map((day) => at(`${day.toString()}T${time}`, zone)),
  );
  return instants.filter((instant) => instant > after).toSorted((a, b) => a - b);
}

const isFree = (given: SlotSearch, instant: number) =>
  !given.taken.includes(instant) &&
  checkPacing({ ...given, at: instant }).every(({ level }) => level === "pass");

describe("whatever is planned, whatever the pace and the clocks", () => {
  test("it is to come, taken by nothing, keeps the pace, and is the earliest that does", () => {
    let found = 0;
    fc.assert(
      fc.property(anySearch, (given) => {
        const slot = next(given);
        if (slot.kind !== "free")
          return slotInstants(given, SLOT_DAYS).every((instant) => !isFree(given, instant));
        found += 1;
        expect(slot.at).toBeGreaterThan(given.after);
        expect(isFree(given, slot.at)).toBe(true);
        expect(at(slot.wallTime, given.zone)).toBe(slot.at);
        const days = Math.ceil((slot.at - given.after) / (24 * HOUR)) + 1;
        const all = slotInstants(given, days);
        expect(all.find((instant) => isFree(given, instant))).toBe(slot.at);
        return true;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test("taking one after the other gives each instant once, in order", () => {
    fc.assert(
      fc.property(anySearch, (given) => {
        let now = given;
        const places: number[] = [];
        for (let index = 0; index < 3; index += 1) {
          const slot = next(now);
          if (slot.kind !== "free") break;
          places.push(slot.at);
          now = { ...now, taken: [...now.taken, slot.at], others: [...now.others, slot.at] };
        }
        expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });
});
