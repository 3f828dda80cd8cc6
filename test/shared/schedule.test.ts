import * as fc from "fast-check";
import { expect, test } from "vitest";
import { onDay, resolveWallTime, wallTimeAt } from "../../shared/rules/schedule.ts";

const HOUR = 3_600_000;
const zone = fc.constantFrom(
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Pacific/Apia",
  "America/St_Johns",
  "UTC",
);
/** Minutes from 1990 to 2060. */
const instant = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2060, 0, 1) / 60_000 })
  .map((minutes) => minutes * 60_000);

test("a summer evening in Berlin is two hours ahead of UTC, a winter one an hour", () => {
  expect(resolveWallTime("2026-07-13T18:30", "Europe/Berlin")).toEqual({
    at: Date.UTC(2026, 6, 13, 16, 30),
    wallTime: "2026-07-13T18:30",
    shift: "none",
  });
  expect(resolveWallTime("2026-12-13T18:30", "Europe/Berlin").at).toBe(
    Date.UTC(2026, 11, 13, 17, 30),
  );
});

test("a time the clock skips becomes the time an hour later, and says so", () => {
  expect(resolveWallTime("2026-03-29T02:30", "Europe/Berlin")).toEqual({
    at: Date.UTC(2026, 2, 29, 1, 30),
    wallTime: "2026-03-29T03:30",
    shift: "gap",
  });
});

test("a time that comes twice is the first of the two, and says so", () => {
  expect(resolveWallTime("2026-10-25T02:30", "Europe/Berlin")).toEqual({
    at: Date.UTC(2026, 9, 25, 0, 30),
    wallTime: "2026-10-25T02:30",
    shift: "overlap",
  });
});

test("the minutes around a change of clocks are ordinary", () => {
  expect(
    ["2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T01:59", "2026-10-25T03:00"].map(
      (time) => resolveWallTime(time, "Europe/Berlin").shift,
    ),
  ).toEqual(["none", "none", "none", "none"]);
});

test("a half-hour change is understood", () => {
  expect(resolveWallTime("2026-10-04T02:15", "Australia/Lord_Howe")).toMatchObject({
    wallTime: "2026-10-04T02:45",
    shift: "gap",
  });
});

test("a day a zone skipped altogether is carried to the next", () => {
  expect(resolveWallTime("2011-12-30T09:00", "Pacific/Apia")).toMatchObject({
    wallTime: "2011-12-31T09:00",
    shift: "gap",
  });
});

test.each([
  ["2026-02-30T10:00", "Europe/Berlin"],
  ["2026-13-01T10:00", "Europe/Berlin"],
  ["2026-10-13T25:00", "Europe/Berlin"],
  ["2026-10-13T18:30", "Europe/Atlantis"],
  ["", "UTC"],
])("%j in %j is refused", (time, zone) => {
  expect(() => resolveWallTime(time, zone)).toThrow(RangeError);
});

test("what the wall shows at an instant leads back to that instant, or to the first of two", () => {
  fc.assert(
    fc.property(instant, zone, (at, zone) => {
      const resolved = resolveWallTime(wallTimeAt(at, zone), zone);
      expect(resolved.shift).not.toBe("gap");
      expect(resolved.at <= at && at - resolved.at <= HOUR).toBe(true);
      if (resolved.shift === "none") expect(resolved.at).toBe(at);
    }),
  );
});

test("the shown time is what the wall shows at the resolved instant, in a gap too", () => {
  const minute = fc.date({
    min: new Date(Date.UTC(1990, 0, 1)),
    max: new Date(Date.UTC(2060, 0, 1)),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(minute, zone, (date, zone) => {
      const typed = date.toISOString().slice(0, 16);
      const resolved = resolveWallTime(typed, zone);
      expect(wallTimeAt(resolved.at, zone)).toBe(resolved.wallTime);
      expect(resolved.wallTime === typed).toBe(resolved.shift !== "gap");
    }),
  );
});

test("a day drag keeps the time of the clock across a change of clocks", () => {
  const moved = onDay("2026-10-24T18:30", "2026-10-26");
  expect(moved).toBe("2026-10-26T18:30");
  const before = resolveWallTime("2026-10-24T18:30", "Europe/Berlin").at;
  expect(resolveWallTime(moved, "Europe/Berlin").at - before).toBe(49 * HOUR);
});
