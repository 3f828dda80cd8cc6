import { expect, test } from "vitest";
import { FIELD_NAMES, offeredFields, type FieldName } from "../../shared/rules/fields.ts";
import { isHandle, normaliseHandle } from "../../shared/rules/handle.ts";
import { checkPost } from "../../shared/rules/post.ts";
import { image, options, pictureItem, story } from "./post-facts.ts";

const withheld = (...of: Parameters<typeof offeredFields>) =>
  FIELD_NAMES.filter((field) => !offeredFields(...of)[field].isOffered);
const REEL_ONLY: FieldName[] = ["cover", "shareToFeed", "audioName", "trial"];
const FACEBOOK_ONLY: FieldName[] = ["productTags", "isPaidPartnership", "sponsorIds"];

test("each format offers what Instagram's table lists for it", () => {
  expect(withheld("image", "facebook")).toEqual(REEL_ONLY);
  expect(withheld("carousel", "facebook")).toEqual(REEL_ONLY);
  expect(withheld("reel", "facebook")).toEqual(["altText"]);
  const storys = FIELD_NAMES.filter((field) => offeredFields("story", "facebook")[field].isOffered);
  expect(storys).toEqual(["userTags", "isAiGenerated"]);
});

test("Instagram's own login offers less, and the practice Instagram the same as that", () => {
  for (const format of ["image", "carousel", "reel", "story"] as const) {
    const more = withheld(format, "instagram").filter(
      (field) => !withheld(format, "facebook").includes(field),
    );
    expect(more).toEqual(format === "story" ? [] : FACEBOOK_ONLY);
    expect(withheld(format, "practice")).toEqual(withheld(format, "instagram"));
  }
});

test("what is not offered says why", () => {
  expect(offeredFields("story", "facebook").caption).toEqual({
    isOffered: false,
    why: "Instagram takes no caption with a story.",
  });
  expect(offeredFields("image", "instagram").sponsorIds).toEqual({
    isOffered: false,
    why: "Instagram takes paying brands only from accounts connected through Facebook.",
  });
});

test("what she has entered and cannot be sent is named, with a button that takes it out", () => {
  const post = story({ caption: "Hello", options: options({ trial: "MANUAL" }) });
  expect(checkPost(post)).toContainEqual(
    expect.objectContaining({
      rule: "not-offered",
      level: "stop",
      fix: { kind: "clear-field", field: "caption" },
    }),
  );
  expect(checkPost(post)).toContainEqual(
    expect.objectContaining({ fix: { kind: "clear-field", field: "trial" } }),
  );
});

test("fields that say nothing add no lines: a plain post has the checks it always had", () => {
  const rules = checkPost(image()).map((check) => check.rule);
  expect(rules).toHaveLength(9);
  expect(rules).not.toContain("not-offered");
  const tagged = pictureItem({ userTags: [{ username: "a", x: 0, y: 1 }] });
  expect(checkPost(image({ media: [tagged] })).map((check) => check.rule)).toContain("user-tags");
});

test.each([
  ["@Oak_and_Linen", "oak_and_linen"],
  ["  studio.nord ", "studio.nord"],
  ["https://www.instagram.com/Studio.Nord/?hl=de", "studio.nord"],
  ["instagram.com/a", "a"],
  ["@@a", "a"],
])("a handle pasted as %s is %s", (typed, handle) => {
  expect(normaliseHandle(typed)).toBe(handle);
  expect(normaliseHandle(handle)).toBe(handle);
  expect(isHandle(handle)).toBe(true);
});

test.each(["", ".", "a.", "a b", "ä", "a".repeat(31), "a-b"])("%o is no handle", (handle) => {
  expect(isHandle(handle)).toBe(false);
});
