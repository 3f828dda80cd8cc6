import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  cropRectangle,
  isAspectAccepted,
  nearestAspect,
  type CropChoice,
} from "../../shared/rules/crop.ts";

const side = fc.integer({ min: 1, max: 12_000 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const preset = fc.constantFrom<CropChoice["aspect"]>("4:5", "1:1", "1.91:1");
const anyPicture = fc.record({ width: side, height: side });
const anyCrop = fc.record({ aspect: preset, x: share, y: share });
const centred = (aspect: CropChoice["aspect"]): CropChoice => ({ aspect, x: 0.5, y: 0.5 });

test.each([
  [{ width: 1440, height: 1080 }, "4:5", { left: 288, top: 0, width: 864, height: 1080 }],
  [{ width: 1080, height: 1350 }, "4:5", { left: 0, top: 0, width: 1080, height: 1350 }],
  [{ width: 1080, height: 1920 }, "1:1", { left: 0, top: 420, width: 1080, height: 1080 }],
  [{ width: 1910, height: 3000 }, "1.91:1", { left: 0, top: 1000, width: 1910, height: 1000 }],
  [{ width: 800, height: 600 }, "original", { left: 0, top: 0, width: 800, height: 600 }],
] as const)("the middle of %j at %s is %j", (picture, aspect, expected) => {
  expect(cropRectangle(picture, centred(aspect))).toEqual(expected);
});

test("a shape that fits in whole pixels loses none to rounding", () => {
  for (let unit = 1; unit <= 400; unit++) {
    expect(cropRectangle({ width: 5 * unit, height: 5 * unit }, centred("4:5")).width).toBe(
      4 * unit,
    );
    expect(cropRectangle({ width: 4 * unit, height: 9 * unit }, centred("4:5")).height).toBe(
      5 * unit,
    );
    expect(cropRectangle({ width: 191 * unit, height: 200 * unit }, centred("1.91:1")).height).toBe(
      100 * unit,
    );
  }
});

test("the window lies inside the picture, wherever it is placed", () => {
  fc.assert(
    fc.property(anyPicture, anyCrop, ({ width, height }, crop) => {
      const kept = cropRectangle({ width, height }, crop);
      expect(Object.values(kept).every(Number.isInteger)).toBe(true);
      expect(Math.min(kept.left, kept.top)).toBeGreaterThanOrEqual(0);
      expect(Math.min(kept.width, kept.height)).toBeGreaterThanOrEqual(1);
      expect(kept.left + kept.width).toBeLessThanOrEqual(width);
      expect(kept.top + kept.height).toBeLessThanOrEqual(height);
    }),
  );
});

test("a preset always gives a shape that Instagram takes", () => {
  fc.assert(
    fc.property(side, side, preset, (width, height, aspect) => {
      const kept = cropRectangle({ width, height }, centred(aspect));
      expect(isAspectAccepted(kept.width, kept.height)).toBe(true);
    }),
  );
});

test("the window is the largest of its shape: it touches two opposite edges", () => {
  fc.assert(
    fc.property(side, side, preset, (width, height, aspect) => {
      const kept = cropRectangle({ width, height }, centred(aspect));
      expect(kept.width === width || kept.height === height).toBe(true);
    }),
  );
});

test("0 and 1 place the window at the edges", () => {
  const picture = { width: 1440, height: 1080 };
  expect(cropRectangle(picture, { aspect: "1:1", x: 0, y: 0 }).left).toBe(0);
  expect(cropRectangle(picture, { aspect: "1:1", x: 1, y: 1 }).left).toBe(360);
});

test("moving the window right never moves it left", () => {
  fc.assert(
    fc.property(anyPicture, anyCrop, share, (picture, crop, further) => {
      const left = (x: number) => cropRectangle(picture, { ...crop, x }).left;
      expect(left(Math.max(crop.x, further))).toBeGreaterThanOrEqual(left(crop.x));
    }),
  );
});

test.each([
  [1080, 1350, true],
  [1080, 1351, false],
  [1910, 1000, true],
  [1911, 1000, false],
  [1080, 1080, true],
])("%i × %i is accepted: %s", (width, height, expected) => {
  expect(isAspectAccepted(width, height)).toBe(expected);
});

test.each([
  [1080, 1920, "4:5"],
  [1080, 1350, "4:5"],
  [1000, 1000, "1:1"],
  [1200, 1000, "1:1"],
  [1500, 1000, "1.91:1"],
  [3000, 1000, "1.91:1"],
])("the preset nearest to %i × %i is %s", (width, height, expected) => {
  expect(nearestAspect(width, height)).toBe(expected);
});
