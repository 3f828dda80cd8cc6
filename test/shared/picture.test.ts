import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stops } from "../../shared/rules/check.ts";
import { checkPicture, type PictureFacts } from "../../shared/rules/picture.ts";

const good: PictureFacts = { width: 1080, height: 1350, bytes: 1_400_000, format: "jpeg" };
const original = { aspect: "original", x: 0.5, y: 0.5 } as const;
const stopped = (
  picture: Partial<PictureFacts>,
  crop: Parameters<typeof checkPicture>[1] = original,
) => stops(checkPicture({ ...good, ...picture }, crop, 0)).map((check) => check.rule);

test("a prepared JPEG of 1080 × 1350 passes all four rules", () => {
  expect(checkPicture(good, original, 0).map((check) => check.level)).toEqual([
    "pass",
    "pass",
    "pass",
    "pass",
  ]);
});

test("anything but a JPEG is stopped", () => {
  expect(stopped({ format: "png" })).toEqual(["format"]);
});

test("8 MB go out, one byte more does not", () => {
  expect(stopped({ bytes: 8 * 1024 * 1024 })).toEqual([]);
  expect(stopped({ bytes: 8 * 1024 * 1024 + 1 })).toEqual(["file-size"]);
});

test("the width that counts is the one after the crop", () => {
  expect(stopped({ width: 320, height: 320 })).toEqual([]);
  expect(stopped({ width: 319, height: 319 })).toEqual(["width"]);
  expect(stopped({ width: 500, height: 375 }, { ...original, aspect: "4:5" })).toEqual(["width"]);
});

test("a picture too tall or too wide is stopped in words, with the nearest crop for this picture as its fix", () => {
  expect(stops(checkPicture({ ...good, width: 1080, height: 1920 }, original, 2))).toMatchObject([
    {
      rule: "aspect",
      message: expect.stringContaining("too tall"),
      fix: { kind: "crop", mediaIndex: 2, aspect: "4:5" },
    },
  ]);
  expect(stops(checkPicture({ ...good, width: 3000, height: 1000 }, original, 1))).toMatchObject([
    {
      rule: "aspect",
      message: expect.stringContaining("too wide"),
      fix: { kind: "crop", mediaIndex: 1, aspect: "1.91:1" },
    },
  ]);
});

test("the offered crop always mends the shape", () => {
  const side = fc.integer({ min: 320, max: 8000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const fix = checkPicture({ ...good, width, height }, original, 0).find(
        (check) => check.rule === "aspect",
      )?.fix;
      if (fix?.kind !== "crop") return;
      expect(stopped({ width, height }, { ...original, aspect: fix.aspect })).not.toContain(
        "aspect",
      );
    }),
  );
});
