import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  captionLength,
  checkCaption,
  foldAt,
  hashtags,
  mentions,
} from "../../shared/rules/caption.ts";
import { stops } from "../../shared/rules/check.ts";

const tags = (count: number) => Array.from({ length: count }, (_, i) => `#oak${i}`).join(" ");
const handles = (count: number) => Array.from({ length: count }, (_, i) => `@terra${i}`).join(" ");
const level = (caption: string, rule: string) =>
  checkCaption(caption).find((check) => check.rule === rule)?.level;

test.each([
  ["#oakshelf", ["oakshelf"]],
  ["#Möbel #木 #дом #غرفة", ["Möbel", "木", "дом", "غرفة"]],
  ["#oak_shelf-wide", ["oak_shelf"]],
  ["#oak#shelf", ["oak", "shelf"]],
  ["(#oak), “#shelf”.", ["oak", "shelf"]],
  ["#2026 is a year", ["2026"]],
  ["#🏡 at home", ["🏡"]],
  ["#home🏡", ["home🏡"]],
  ["#हिन्दी", ["हिन्दी"]],
  ["line\n#break", ["break"]],
  ["C#5, &#39;, example.org/#top", []],
  ["##oak", []],
  ["# oak", []],
  ["#️⃣ is a key, not a tag", []],
  ["", []],
])("hashtags of %j are %j", (caption, expected) => {
  expect(hashtags(caption)).toEqual(expected);
});

test.each([
  ["@terra.ceramics made it", ["terra.ceramics"]],
  ["Thanks @terra.ceramics.", ["terra.ceramics"]],
  ["(@a)@b", ["a", "b"]],
  ["write to hello@defeah.com", []],
  ["@@twice", []],
  ["@ alone", []],
  ["@über", []],
])("mentions of %j are %j", (caption, expected) => {
  expect(mentions(caption)).toEqual(expected);
});

test("every tag put into a caption is counted, whatever script it is in", () => {
  const word = fc.stringMatching(/^[\p{L}\p{N}_]{1,12}$/u);
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 12 }),
      fc.constantFrom(" ", "\n", ", "),
      (words, gap) => {
        expect(hashtags(words.map((item) => `#${item}`).join(gap))).toEqual(words);
      },
    ),
  );
});

test("a caption never has more hashtags than number signs, nor more mentions than at signs", () => {
  const text = fc.string({
    unit: fc.constantFrom("#", "@", "a", "é", "🏡", " ", "\n", "/", "&", "_", ".", "1"),
  });
  fc.assert(
    fc.property(text, (caption) => {
      expect(hashtags(caption).length).toBeLessThanOrEqual(caption.split("#").length - 1);
      expect(mentions(caption).length).toBeLessThanOrEqual(caption.split("@").length - 1);
    }),
  );
});

test("counting stays quick on a caption written to be slow", () => {
  for (const part of ["#", "@", "#a", "@a.", "#a#", "&#"])
    expect(
      hashtags(part.repeat(10_000)).length + mentions(part.repeat(10_000)).length,
    ).toBeLessThanOrEqual(20_000);
});

test("no way of counting gives a caption more characters than ours", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (caption) => {
      expect(captionLength(caption)).toBeGreaterThanOrEqual(Array.from(caption).length);
      expect(captionLength(caption)).toBeGreaterThanOrEqual(caption.length);
    }),
  );
});

test("2,200 characters go out and 2,201 do not, and the message says by how many", () => {
  expect(stops(checkCaption("a".repeat(2200)))).toEqual([]);
  expect(stops(checkCaption("a".repeat(2203)))).toMatchObject([
    { rule: "caption-length", message: expect.stringContaining("3 characters too long") },
  ]);
  expect(stops(checkCaption("a".repeat(2201)))).toMatchObject([
    { message: expect.stringContaining("1 character too long") },
  ]);
});

test("up to 5 hashtags pass, up to 30 are warned about, more stop the post", () => {
  expect([0, 5, 6, 30, 31].map((count) => level(tags(count), "hashtags"))).toEqual([
    "pass",
    "pass",
    "warn",
    "warn",
    "stop",
  ]);
});

test("20 mentions go out and 21 do not", () => {
  expect([20, 21].map((count) => level(handles(count), "mentions"))).toEqual(["pass", "stop"]);
});

test("each failing check of a caption leads back to the caption", () => {
  const failing = checkCaption(`${"a".repeat(2300)} ${tags(31)} ${handles(21)}`);
  expect(failing.map((check) => [check.level, check.fix])).toEqual(
    failing.map(() => ["stop", { kind: "edit-caption" }]),
  );
});

test("a short caption is not folded", () => {
  expect(foldAt("")).toBe(0);
  expect(foldAt("Morning light.")).toBe(14);
  expect(foldAt("a".repeat(125))).toBe(125);
});

test("a long line folds at the last space within 125 characters", () => {
  const caption = `${"word ".repeat(24)}terracotta vase on an oak shelf`;
  expect(caption.slice(0, foldAt(caption))).toBe("word ".repeat(24).trimEnd());
});

test("a caption of many lines folds after the second", () => {
  expect("one\ntwo\nthree".slice(0, foldAt("one\ntwo\nthree"))).toBe("one\ntwo");
});

test("an empty second line is not shown: what follows the first is folded away", () => {
  expect(
    "Bed in blue\n\nSofter each Sunday".slice(0, foldAt("Bed in blue\n\nSofter each Sunday")),
  ).toBe("Bed in blue");
});

test("a word that ends exactly at the fold is kept whole", () => {
  const caption = `${"word ".repeat(24)}there and more after it`;
  expect(caption.slice(0, foldAt(caption))).toBe(`${"word ".repeat(24)}there`);
});

test("the fold lies inside the caption, shows at most 125 characters and cuts no character in two", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "é", " ", "\n", "👩‍🌾", "🏡", "word ", "🇩🇪"),
    maxLength: 300,
  });
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  fc.assert(
    fc.property(text, (caption) => {
      const fold = foldAt(caption);
      expect(fold).toBeGreaterThanOrEqual(0);
      expect(fold).toBeLessThanOrEqual(Math.min(125, caption.length));
      const starts = new Set([...graphemes.segment(caption)].map((part) => part.index));
      expect(fold === caption.length || starts.has(fold)).toBe(true);
    }),
  );
});
