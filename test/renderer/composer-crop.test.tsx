// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import * as fc from "fast-check";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { CropControl } from "../../renderer/features/composer/crop-control.tsx";
import {
  middleOf,
  moveWindow,
  pictureStyle,
  startingCrop,
} from "../../renderer/features/composer/crop-view.ts";
import type { Crop } from "../../shared/contract/posts.ts";
import { cropRectangle, isAspectAccepted } from "../../shared/rules/crop.ts";
import { mediaOf } from "./preview/world.ts";

afterEach(cleanup);

const side = fc.integer({ min: 320, max: 8000 });
const anyPicture = fc.record({ width: side, height: side });
const anyCrop = fc.record({
  aspect: fc.constantFrom<Crop["aspect"]>("original", "4:5", "1:1", "1.91:1"),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});

test("the preview shows the very rectangle that is sent, without stretching", () => {
  fc.assert(
    fc.property(anyPicture, anyCrop, (picture, crop) => {
      const kept = cropRectangle(picture, crop);
      const style = pictureStyle(picture, kept);
      const share = (text: unknown) => Number.parseFloat(String(text)) / 100;
      // A box as wide as `kept` is scaled alike both ways: what it shows begins at `kept` and ends with it.
      expect(share(style.width) * kept.width).toBeCloseTo(picture.width, 3);
      expect(share(style.height) * kept.height).toBeCloseTo(picture.height, 3);
      expect(-share(style.left) * kept.width).toBeCloseTo(kept.left, 3);
      expect(-share(style.top) * kept.height).toBeCloseTo(kept.top, 3);
    }),
  );
});

test("the profile's tile is 3:4 and lies in the middle of what is sent", () => {
  fc.assert(
    fc.property(anyPicture, anyCrop, (picture, crop) => {
      const kept = cropRectangle(picture, crop);
      const tile = middleOf(kept, 3 / 4);
      expect(tile.width / tile.height).toBeCloseTo(0.75, 6);
      expect(tile.left + tile.width / 2).toBeCloseTo(kept.left + kept.width / 2, 6);
      expect(tile.width).toBeLessThanOrEqual(kept.width);
      expect(tile.height).toBeLessThanOrEqual(kept.height);
    }),
  );
});

test("a picture starts in a shape that Instagram takes, its own where that is one", () => {
  expect(startingCrop({ width: 1080, height: 1350 }).aspect).toBe("original");
  expect(startingCrop({ width: 1080, height: 1920 }).aspect).toBe("4:5");
  fc.assert(
    fc.property(anyPicture, (picture) => {
      const kept = cropRectangle(picture, startingCrop(picture));
      expect(isAspectAccepted(kept.width, kept.height)).toBe(true);
    }),
  );
});

test("the window never leaves the picture, and moves only where there is room", () => {
  const by = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(anyPicture, anyCrop, by, (picture, crop, by) => {
      const moved = moveWindow(picture, crop, by);
      expect(moved.x >= 0 && moved.x <= 1 && moved.y >= 0 && moved.y <= 1).toBe(true);
      expect(moved.x === crop.x || moved.y === crop.y).toBe(true);
    }),
  );
});

function Control(props: { readonly onChange: (crop: Crop) => void }) {
  const [crop, setCrop] = useState<Crop>({ aspect: "4:5", x: 0.5, y: 0.5 });
  const media = { ...mediaOf("vase.1", "vase.jpg", 0), width: 1600, height: 1000 };
  return (
    <CropControl
      aspects="feed"
      media={media}
      crop={crop}
      onChange={(next) => {
        setCrop(next);
        props.onChange(next);
      }}
      onDone={() => {}}
    />
  );
}

test("arrow keys, Home and End move the window, and it says where it stands", async () => {
  const user = userEvent.setup({ delay: null });
  const seen: Crop[] = [];
  render(<Control onChange={(crop) => seen.push(crop)} />);
  const slider = screen.getByRole("slider", { name: "Place of the crop" });
  expect(slider.getAttribute("aria-valuetext")).toBe("in the middle");
  slider.focus();
  await user.keyboard("{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}");
  expect(seen.map((crop) => crop.x)).toEqual([0.48, 0.38]);
  expect(slider.getAttribute("aria-valuetext")).toBe("38 % from the left");
  await user.keyboard("{End}");
  expect(slider.getAttribute("aria-valuetext")).toBe("at the right edge");
  await user.keyboard("{Home}");
  expect(seen.at(-1)).toEqual({ aspect: "4:5", x: 0, y: 0.5 });
});

test("another shape keeps the place, and Reset goes back to where the picture started", async () => {
  const user = userEvent.setup({ delay: null });
  const seen: Crop[] = [];
  render(<Control onChange={(crop) => seen.push(crop)} />);
  await user.click(screen.getByRole("radio", { name: "1:1" }));
  expect(seen.at(-1)).toEqual({ aspect: "1:1", x: 0.5, y: 0.5 });
  await user.click(screen.getByRole("button", { name: "Reset" }));
  expect(seen.at(-1)).toEqual({ aspect: "original", x: 0.5, y: 0.5 });
});
