import * as fc from "fast-check";
import { expect, test } from "vitest";
import { countersOf, toneOf } from "../../renderer/features/composer/counters.ts";
import { cleanPastedText } from "../../renderer/features/composer/paste.ts";
import { importWords } from "../../renderer/lib/import-words.ts";
import { sentWords } from "../../renderer/features/composer/picture-words.ts";
import {
  relativeWords,
  resolveTyped,
  shiftWords,
  suggestTime,
  zoneWords,
} from "../../renderer/features/composer/when-words.ts";
import { ImportNote } from "../../shared/contract/media.ts";
import { mediaOf } from "./preview/world.ts";

const NOW = Date.UTC(2026, 9, 8, 12, 2);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [5 * DAY + 4 * HOUR + 28 * MINUTE, "In 5 days 4 hours"],
  [DAY, "In 1 day"],
  [4 * HOUR + 28 * MINUTE, "In 4 hours 28 min"],
  [HOUR, "In 1 hour"],
  [28 * MINUTE, "In 28 minutes"],
  [20_000, "Now"],
  [-2 * HOUR, "2 hours ago"],
])("%i ms away is %j", (away, words) => {
  expect(relativeWords(NOW + away, NOW)).toBe(words);
});

test("the zone stands alone where the computer shows the same clock, and both stand where it does not", () => {
  const at = Date.UTC(2026, 9, 13, 16, 30);
  expect(zoneWords(at, "Europe/Berlin", "Europe/Berlin")).toBe("Berlin time");
  expect(zoneWords(at, "Europe/Berlin", "Europe/Paris")).toBe("Berlin time");
  expect(zoneWords(at, "Europe/Berlin", "America/New_York")).toBe(
    "Berlin time · 12:30 EDT on this computer",
  );
  expect(zoneWords(at, "Europe/Berlin", "Asia/Tokyo")).toBe(
    "Berlin time · Wed 14 Oct, 01:30 UTC+9 on this computer",
  );
});

test("a skipped hour is told with the time it becomes", () => {
  expect(shiftWords("2027-03-28T02:30", "Europe/Berlin")).toBe(
    "The clocks go forward that night: 02:30 does not exist in Berlin. It goes out at 03:30.",
  );
});

test("an hour that comes twice is told with the one that is meant", () => {
  expect(shiftWords("2026-10-25T02:30", "Europe/Berlin")).toBe(
    "The clocks go back that night: 02:30 comes twice in Berlin. It goes out the first time (CEST).",
  );
});

test("an ordinary time has nothing to tell, and a half-typed one is no time", () => {
  expect(shiftWords("2026-10-13T18:30", "Europe/Berlin")).toBeNull();
  expect(resolveTyped("2026-10-13T", "Europe/Berlin")).toBeNull();
  expect(resolveTyped("2026-02-31T10:00", "Europe/Berlin")).toBeNull();
  expect(resolveTyped("T18:30", "Europe/Berlin")).toBeNull();
});

test("the first time offered is this evening at 18:30, or tomorrow's when that is too near", () => {
  expect(suggestTime(NOW, "Europe/Berlin")).toBe("2026-10-08T18:30");
  expect(suggestTime(Date.UTC(2026, 9, 8, 16, 15), "Europe/Berlin")).toBe("2026-10-09T18:30");
  // 24 October to 25 October 2026 is the night the clocks go back: tomorrow is still one calendar day on.
  expect(suggestTime(Date.UTC(2026, 9, 24, 21), "Europe/Berlin")).toBe("2026-10-25T18:30");
});

test("the time offered always lies ahead", () => {
  const zone = fc.constantFrom(
    "Europe/Berlin",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Pacific/Auckland",
  );
  const at = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
  fc.assert(
    fc.property(at, zone, (now, zone) => {
      expect(resolveTyped(suggestTime(now, zone), zone)?.at).toBeGreaterThan(now);
    }),
  );
});

test("a counter turns amber at nine tenths and red above its limit", () => {
  expect([1979, 1980, 2200, 2201].map((count) => toneOf(count, 2200))).toEqual([
    undefined,
    "ochre",
    "ochre",
    "rose",
  ]);
});

test("hashtags count towards the advised five, then towards the thirty Instagram refuses at", () => {
  const tags = (count: number) =>
    countersOf(Array.from({ length: count }, (_, i) => `#t${i}`).join(" "))[1];
  expect(tags(5)).toMatchObject({ shown: "# 5 / 5", tone: undefined });
  expect(tags(6)).toMatchObject({ shown: "# 6 / 30", tone: "ochre", spoken: "6 of 30 hashtags" });
  expect(tags(31)).toMatchObject({ shown: "# 31 / 30", tone: "rose" });
});

test("the counters read as numbers with their limits", () => {
  expect(countersOf("a".repeat(1874)).map((counter) => counter.shown)).toEqual([
    "1,874 / 2,200",
    "# 0 / 5",
    "@ 0 / 20",
  ]);
});

test.each([
  ["one\r\ntwo\rthree", "one\ntwo\nthree"],
  ["soft\u00adhyphen and\u00a0space\u200b.", "softhyphen and space."],
  ["tab\tstop", "tab stop"],
  ["end  \nof line", "end\nof line"],
  ["a\n\n\n\nb", "a\n\nb"],
  ["bell\u0007", "bell"],
  ["👩‍🌾 #غرفة é", "👩‍🌾 #غرفة é"],
])("%j is pasted as %j", (pasted, cleaned) => {
  expect(cleanPastedText(pasted)).toBe(cleaned);
});

test("cleaning twice changes nothing more", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", " ", "\n", "\r", "\t", "\u00a0", "\u200b", "🏡") }),
      (text) => {
        const once = cleanPastedText(text);
        expect(cleanPastedText(once)).toBe(once);
      },
    ),
  );
});

test("every import note has its words, in one sentence", () => {
  const media = { ...mediaOf("vase.1", "vase.heic", 0), notes: [...ImportNote.options] };
  expect(importWords(media.notes)).toMatch(/^Converted from HEIC, .*\.$/);
  expect(importWords(media.notes)?.split(", ")).toHaveLength(ImportNote.options.length);
  expect(importWords([])).toBeNull();
});

test("the size that is sent is told only where the crop takes something away", () => {
  const media = { ...mediaOf("vase.1", "vase.jpg", 0), width: 1200, height: 1500 };
  expect(sentWords(media, { aspect: "4:5", x: 0, y: 0 })).toBeNull();
  expect(sentWords(media, { aspect: "1:1", x: 0, y: 0 })).toBe("Sent as 1200 × 1200");
});
