import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stops } from "../../shared/rules/check.ts";
import { LIMITS } from "../../shared/rules/limits.ts";
import { checkAccount, checkPost, checkTime } from "../../shared/rules/post.ts";
import { image as post, pictureItem } from "./post-facts.ts";

const item = pictureItem();
const { picture } = item;

test("a described picture with a caption passes every rule", () => {
  expect(checkPost(post()).filter((check) => check.level !== "pass")).toEqual([]);
});

test("an empty draft is stopped for its missing picture alone: a caption is not required", () => {
  expect(stops(checkPost(post({ caption: "", media: [] })))).toMatchObject([
    { rule: "media-count", fix: { kind: "add-media" } },
  ]);
});

test("two pictures in a single-picture post are one press from a carousel", () => {
  const media = [item, item];
  expect(stops(checkPost(post({ media })))).toMatchObject([
    { rule: "media-count", fix: { kind: "choose-format", format: "carousel" } },
  ]);
  expect(stops(checkPost(post({ media, format: "carousel" })))).toEqual([]);
});

test("missing alt text warns and does not stop; white space is no description", () => {
  for (const altText of ["", " \n\t"]) {
    const checks = checkPost(post({ media: [{ ...item, altText }] }));
    expect(stops(checks)).toEqual([]);
    expect(checks).toContainEqual(
      expect.objectContaining({
        rule: "alt-text",
        level: "warn",
        fix: { kind: "edit-alt-text", mediaIndex: 0 },
      }),
    );
  }
});

test("alt text takes 1,000 characters and no more", () => {
  const stopped = (altText: string) => stops(checkPost(post({ media: [{ ...item, altText }] })));
  expect(stopped("a".repeat(LIMITS.altTextCharacters))).toEqual([]);
  expect(stopped("a".repeat(LIMITS.altTextCharacters + 1))).toMatchObject([
    { rule: "alt-text", message: expect.stringContaining("1 character too long") },
  ]);
});

test("fixes name the picture they are for", () => {
  const tall = { ...item, picture: { ...picture, height: 3000 }, altText: "" };
  const fixes = checkPost(post({ media: [item, tall] })).map((check) => check.fix);
  expect(fixes).toContainEqual({ kind: "crop", mediaIndex: 1, aspect: "4:5" });
  expect(fixes).toContainEqual({ kind: "edit-alt-text", mediaIndex: 1 });
});

test("every check that does not pass says something, and each rule speaks once per picture", () => {
  const anyPost = fc.record({
    caption: fc.string({ maxLength: 3000 }),
    media: fc.array(
      fc.record({
        picture: fc.record({
          width: fc.integer({ min: 1, max: 9000 }),
          height: fc.integer({ min: 1, max: 9000 }),
          bytes: fc.integer({ min: 1, max: 2e7 }),
          format: fc.constantFrom("jpeg", "png"),
        }),
        crop: fc.record({
          aspect: fc.constantFrom(
            "original" as const,
            "4:5" as const,
            "1:1" as const,
            "1.91:1" as const,
          ),
          x: fc.double({ min: 0, max: 1, noNaN: true }),
          y: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        altText: fc.string({ maxLength: 1200 }),
      }),
      { maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(anyPost, (facts) => {
      const media = facts.media.map((item) => pictureItem(item));
      const checks = checkPost(post({ ...facts, media }));
      expect(checks).toHaveLength(4 + 5 * facts.media.length);
      expect(checks.every((check) => check.message.trim().length > 0)).toBe(true);
      expect(checks.every((check) => check.level !== "pass" || check.fix === null)).toBe(true);
    }),
  );
});

test("a post without a time, or with one that has passed, cannot be scheduled", () => {
  const now = Date.UTC(2026, 9, 8, 12);
  expect(checkTime(null, now)).toMatchObject({ level: "stop", fix: { kind: "change-time" } });
  expect(checkTime(now - 60_001, now)).toMatchObject({
    level: "stop",
    fix: { kind: "change-time" },
  });
  expect(checkTime(now - 60_000, now).level).toBe("pass");
  expect(checkTime(now + 1, now).level).toBe("pass");
});

test("an account that needs a new login is warned about, with the way to it", () => {
  expect(checkAccount({ state: "connected" }).level).toBe("pass");
  expect(checkAccount({ state: "needs-login" })).toMatchObject({
    level: "warn",
    fix: { kind: "reconnect" },
  });
});
