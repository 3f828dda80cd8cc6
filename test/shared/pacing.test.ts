import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_PACING } from "../../shared/contract/pacing-defaults.ts";
import type { Pacing } from "../../shared/contract/pacing.ts";
import {
  checkPacing,
  isQuiet,
  jitterFor,
  STATED_LIMIT,
  type PacedPost,
} from "../../shared/rules/pacing.ts";
import { resolveWallTime, wallTimeAt } from "../../shared/rules/schedule.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BERLIN = "Europe/Berlin";
const NIGHT = { from: "22:00", to: "07:00" };
const at = (wallTime: string, zone = BERLIN) => resolveWallTime(wallTime, zone).at;
const post = (wallTime: string, pacing: Partial<Pacing>, others: readonly string[] = []) => ({
  at: at(wallTime),
  others: others.map((other) => at(other)),
  pacing: { ...NO_PACING, ...pacing },
  zone: BERLIN,
});
const said = (paced: PacedPost) => checkPacing(paced).map((check) => check.message);

describe("a time that breaks the account's pace is warned of, never refused", () => {
  test.each([
    [
      "too near to one before it",
      post("2026-10-14T18:30", { leastGapMinutes: 60 }, ["2026-10-14T18:10"]),
      "Another post of this account goes out at 18:10, 20 minutes before it. Its pace is 60 minutes between posts.",
    ],
    [
      "too near to one after it, of two the nearer",
      post("2026-10-14T18:30", { leastGapMinutes: 60 }, ["2026-10-14T18:31", "2026-10-14T18:10"]),
      "Another post of this account goes out at 18:31, 1 minute after it. Its pace is 60 minutes between posts.",
    ],
    [
      "at the same time",
      post("2026-10-14T18:30", { leastGapMinutes: 5 }, ["2026-10-14T18:30"]),
      "Another post of this account goes out at 18:30, at the same time. Its pace is 5 minutes between posts.",
    ],
    [
      "in the quiet hours, over midnight",
      post("2026-10-14T02:15", { quiet: NIGHT }),
      "02:15 lies in the account’s quiet hours, 22:00 to 07:00.",
    ],
    [
      "one too many that day",
      post("2026-10-14T18:30", { dailyCap: 2 }, ["2026-10-14T00:00", "2026-10-14T23:59"]),
      "With this one 3 posts of this account go out that day. Its pace is 2 a day at most.",
    ],
  ])("%s", (_, paced, words) => {
    expect(said(paced)).toEqual([words]);
    expect(checkPacing(paced)).toMatchObject([{ level: "warn", fix: { kind: "change-time" } }]);
  });

  test.each([
    ["just far enough", post("2026-10-14T18:30", { leastGapMinutes: 60 }, ["2026-10-14T19:30"])],
    ["when the quiet hours end", post("2026-10-14T07:00", { quiet: NIGHT })],
    ["the last one of the day", post("2026-10-14T18:30", { dailyCap: 1 }, ["2026-10-15T00:00"])],
  ])("%s is in order", (_, paced) => {
    expect(checkPacing(paced)).toMatchObject([{ level: "pass" }]);
  });

  test("nothing is said where no rule is set", () => {
    expect(checkPacing(post("2026-10-14T18:30", {}, ["2026-10-14T18:30"]))).toEqual([]);
  });

  test("Instagram's own limit counts in any 24 hours, and is the stated 50 until it says otherwise", () => {
    const start = at("2026-10-14T00:00");
    const others = Array.from({ length: 50 }, (_, index) => start + index * 20 * MINUTE);
    const paced = { at: start + 23 * HOUR, others, pacing: NO_PACING, zone: BERLIN };
    expect(said(paced)).toEqual([
      "With this one 51 posts go out within 24 hours, and Instagram takes 50 of an account. The last of them will have to wait.",
    ]);
    expect(checkPacing({ ...paced, at: start + 25 * HOUR })).toEqual([]);
    expect(checkPacing(paced, { ...STATED_LIMIT, total: 100 })).toEqual([]);
  });
});

describe("quiet hours go by the wall clock", () => {
  test.each([
    ["2026-10-14T21:59", false],
    ["2026-10-14T22:00", true],
    ["2026-10-14T23:59", true],
    ["2026-10-15T00:00", true],
    ["2026-10-15T06:59", true],
    ["2026-10-15T07:00", false],
  ])("%s: %s", (wallTime, quiet) => expect(isQuiet(at(wallTime), NIGHT, BERLIN)).toBe(quiet));

  test("also in the night the clocks go forward, when 02:30 is never shown", () => {
    const quiet = { from: "02:30", to: "05:00" };
    const gap = at("2026-03-29T01:59") + MINUTE;
    expect(wallTimeAt(gap, BERLIN)).toBe("2026-03-29T03:00");
    expect(isQuiet(gap, quiet, BERLIN)).toBe(true);
    expect(isQuiet(gap - MINUTE, quiet, BERLIN)).toBe(false);
  });

  test("and in the night they go back, when 02:15 is shown twice", () => {
    const quiet = { from: "02:00", to: "02:30" };
    const first = at("2026-10-25T02:15");
    for (const shown of [first, first + HOUR])
      expect([wallTimeAt(shown, BERLIN), isQuiet(shown, quiet, BERLIN)]).toEqual([
        "2026-10-25T02:15",
        true,
      ]);
    expect(isQuiet(first + 30 * MINUTE, quiet, BERLIN)).toBe(false);
  });
});

const clock = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
  .map(([hours, minutes]) =>
    [hours, minutes].map((part) => String(part).padStart(2, "0")).join(":"),
  );
const pacing = fc.record({
  leastGapMinutes: fc.constantFrom(0, 5, 30, 60, 240),
  jitterMinutes: fc.integer({ min: 0, max: 60 }),
  quiet: fc.option(fc.record({ from: clock, to: clock }).filter(({ from, to }) => from !== to)),
  dailyCap: fc.integer({ min: 0, max: 5 }),
});
/** Around the nights when Berlin's and New York's clocks are changed, and ordinary days; whole minutes, as she types them. */
const instant = fc
  .tuple(
    fc.constantFrom(
      Date.UTC(2026, 2, 29, 1),
      Date.UTC(2026, 9, 25, 1),
      Date.UTC(2026, 2, 8, 7),
      Date.UTC(2026, 10, 1, 6),
      Date.UTC(2026, 6, 15),
    ),
    fc.integer({ min: -48 * 60, max: 48 * 60 }),
  )
  .map(([day, minutes]) => day + minutes * MINUTE);
const paced: fc.Arbitrary<PacedPost> = fc.record({
  at: instant,
  others: fc.array(instant, { maxLength: 8 }),
  pacing,
  zone: fc.constantFrom(BERLIN, "America/New_York", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe"),
});

describe("jitter, whatever the account's pace, its other posts and the clocks", () => {
  test("lies in its window, later only, and is the same whenever it is asked", () => {
    fc.assert(
      fc.property(paced, fc.uuid(), (given, seed) => {
        const jitter = jitterFor(given, seed);
        expect(jitter).toBeGreaterThanOrEqual(0);
        expect(jitter).toBeLessThanOrEqual(given.pacing.jitterMinutes * MINUTE);
        expect(jitterFor(given, seed)).toBe(jitter);
        expect(Number.isInteger(jitter)).toBe(true);
      }),
    );
  });

  test("leads into no quiet hours and onto no other day", () => {
    fc.assert(
      fc.property(paced, fc.uuid(), (given, seed) => {
        const { quiet } = given.pacing;
        const moved = given.at + jitterFor(given, seed);
        if (!isQuiet(given.at, quiet, given.zone))
          expect(isQuiet(moved, quiet, given.zone)).toBe(false);
        const day = (time: number) => wallTimeAt(time, given.zone).slice(0, 10);
        expect(day(moved)).toBe(day(given.at));
      }),
    );
  });

  test("breaks no pace that the planned time keeps", () => {
    fc.assert(
      fc.property(paced, fc.uuid(), (given, seed) => {
        const isKept = (time: number) =>
          checkPacing({ ...given, at: time }).every((check) => check.level === "pass");
        fc.pre(isKept(given.at));
        expect(isKept(given.at + jitterFor(given, seed))).toBe(true);
      }),
    );
  });

  test("makes up for a neighbour's, where the window has room", () => {
    const given = post("2026-10-14T19:00", { leastGapMinutes: 60, jitterMinutes: 30 });
    fc.assert(
      fc.property(fc.nat({ max: 30 }), fc.uuid(), (minutes, seed) => {
        const before = given.at - HOUR + minutes * MINUTE;
        const moved = given.at + jitterFor({ ...given, others: [before] }, seed);
        expect(moved - before).toBeGreaterThanOrEqual(HOUR);
      }),
    );
  });

  test("spreads over the whole window", () => {
    const given = post("2026-10-14T19:00", { jitterMinutes: 10 });
    const spread = Array.from({ length: 2000 }, (_, seed) =>
      jitterFor(given, `publication-${seed}`),
    );
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => spread.filter((ms) => Math.floor(ms / MINUTE) === tenth).length,
    );
    for (const count of tenths) expect(count).toBeGreaterThan(120);
  });
});
