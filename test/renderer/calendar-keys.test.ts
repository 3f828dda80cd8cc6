import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Spot, stepFrom, stepInWeek } from "../../renderer/features/calendar/keyboard.ts";
import { linesOf, stepInList } from "../../renderer/features/calendar/list-lines.ts";
import { layOutDay, minuteOf, timeAtHeight } from "../../renderer/features/calendar/week-layout.ts";
import { monthTitle, rangeTitle, zoneBadge } from "../../renderer/features/calendar/words.ts";
import type { CalendarEntry } from "../../shared/contract/publishing.ts";

const POSTS: Readonly<Record<string, readonly string[]>> = {
  "2026-10-08": ["a", "b", "c"],
  "2026-10-09": ["d"],
};
const drawn = {
  weekStart: "monday" as const,
  postsOn: (day: string) => POSTS[day] ?? [],
};
const day = (name: string): Spot => ({ day: name, postId: null });
const post = (name: string, postId: string): Spot => ({ day: name, postId });

describe("the keys of a month", () => {
  test.each([
    [day("2026-10-08"), "ArrowRight", day("2026-10-09")],
    [day("2026-10-31"), "ArrowRight", day("2026-11-01")],
    [day("2026-10-08"), "ArrowDown", post("2026-10-08", "a")],
    [post("2026-10-08", "a"), "ArrowDown", post("2026-10-08", "b")],
    [post("2026-10-08", "c"), "ArrowDown", day("2026-10-15")],
    [post("2026-10-08", "b"), "ArrowUp", post("2026-10-08", "a")],
    [post("2026-10-08", "a"), "ArrowUp", day("2026-10-08")],
    [day("2026-10-15"), "ArrowUp", post("2026-10-08", "c")],
    [post("2026-10-08", "c"), "ArrowRight", post("2026-10-09", "d")],
    [post("2026-10-09", "d"), "ArrowRight", day("2026-10-10")],
    [day("2026-10-08"), "Home", day("2026-10-05")],
    [day("2026-10-08"), "End", day("2026-10-11")],
    [day("2026-10-31"), "PageDown", day("2026-11-30")],
    [day("2026-10-08"), "PageUp", day("2026-09-08")],
  ])("from %o %s leads to %o", (from, key, to) => {
    expect(stepFrom(from, key, drawn)).toEqual(to);
  });

  test("any other key is left alone", () => {
    expect(stepFrom(day("2026-10-08"), "x", drawn)).toBeNull();
  });

  test("down and up again visit the same places backwards", () => {
    const down: Spot[] = [day("2026-10-08")];
    for (let step = 0; step < 6; step++) down.push(stepFrom(down.at(-1)!, "ArrowDown", drawn)!);
    const up: Spot[] = [down.at(-1)!];
    for (let step = 0; step < 6; step++) up.push(stepFrom(up.at(-1)!, "ArrowUp", drawn)!);
    expect(up).toEqual(down.toReversed());
  });
});

test("in a week, down stops at the day's last post and Page keys go to the next week", () => {
  expect(stepInWeek(post("2026-10-08", "c"), "ArrowDown", drawn)).toEqual(post("2026-10-08", "c"));
  expect(stepInWeek(post("2026-10-08", "a"), "ArrowUp", drawn)).toEqual(day("2026-10-08"));
  expect(stepInWeek(day("2026-10-08"), "PageDown", drawn)).toEqual(day("2026-10-15"));
});

describe("a day by the hour", () => {
  const entry = (minute: number, id: number): CalendarEntry => ({
    postId: `post-${id}`,
    publicationId: null,
    accountId: "account",
    title: "",
    plan: {
      wallTime: `2026-10-08T${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
      zone: "UTC",
      at: minute,
    },
    status: "draft",
    format: "image",
    thumbnail: null,
  });

  test("shows every post once, and no two cards over each other", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1439), { maxLength: 40 }), (minutes) => {
        const entries = minutes.map((minute, id) => entry(minute, id));
        const { placed, crowds } = layOutDay(entries);
        const all = [...placed.map((item) => item.entry), ...crowds.flatMap((c) => c.entries)];
        expect(all.map((item) => item.postId).toSorted()).toEqual(
          entries.map((item) => item.postId).toSorted(),
        );
        for (const one of placed)
          for (const other of placed)
            if (one !== other && one.lane === other.lane && one.lanes === other.lanes)
              expect(Math.abs(one.minute - other.minute)).toBeGreaterThan(87);
      }),
    );
  });

  test("a drag snaps to the quarter hour, with Alt to the minute, within the day", () => {
    expect(timeAtHeight(18 * 44 + 8, false)).toBe("18:15");
    expect(timeAtHeight(18 * 44 + 8, true)).toBe("18:11");
    expect(timeAtHeight(-50, false)).toBe("00:00");
    expect(timeAtHeight(5000, false)).toBe("23:45");
    expect(timeAtHeight(5000, true)).toBe("23:59");
  });

  test("minutes are counted from midnight on the wall clock", () => {
    expect(minuteOf("2026-10-08T18:30")).toBe(1110);
  });

  test("the list has a head for each day with posts and turns around", () => {
    const index = new Map([
      ["2026-10-08", [entry(60, 1), entry(120, 2)]],
      ["2026-10-09", [entry(60, 3)]],
    ]);
    const days = ["2026-10-07", "2026-10-08", "2026-10-09"];
    const keys = (isNewestFirst: boolean) =>
      linesOf(index, days, isNewestFirst).map((line) => line.key);
    expect(keys(false)).toEqual(["2026-10-08", "post-1", "post-2", "2026-10-09", "post-3"]);
    expect(keys(true)).toEqual(["2026-10-09", "post-3", "2026-10-08", "post-2", "post-1"]);
    const lines = linesOf(index, days, false);
    expect(stepInList(lines, post("2026-10-08", "post-2"), "ArrowDown")?.postId).toBe("post-3");
    expect(stepInList(lines, post("2026-10-08", "post-2"), "Home")?.postId).toBe("post-1");
  });
});

test("titles name the months and years that differ", () => {
  expect(monthTitle("2026-10-08")).toBe("October 2026");
  expect(rangeTitle("2026-10-05", "2026-10-11")).toBe("5 – 11 October");
  expect(rangeTitle("2026-09-28", "2026-10-04")).toBe("28 September – 4 October");
  expect(rangeTitle("2026-12-28", "2027-01-03")).toBe("28 December 2026 – 3 January 2027");
});

test("the badge says whose clock it is, with names where English has them", () => {
  expect(zoneBadge("Europe/Berlin", Date.UTC(2026, 9, 8))).toBe("Berlin, CEST (UTC+2)");
  expect(zoneBadge("America/New_York", Date.UTC(2026, 0, 8))).toBe("New York, EST (UTC-5)");
  expect(zoneBadge("Asia/Kathmandu", Date.UTC(2026, 0, 8))).toBe("Kathmandu, UTC+5:45");
});
