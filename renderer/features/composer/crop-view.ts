import type { CSSProperties } from "react";
import type { Crop } from "../../../shared/contract/posts.ts";
import {
  cropRectangle,
  isAspectAccepted,
  nearestAspect,
  type Rectangle,
} from "../../../shared/rules/crop.ts";

export type Size = { readonly width: number; readonly height: number };

/** Where a whole picture lies inside a box that shows only `kept` of it: the box clips, the picture is never stretched. */
export function pictureStyle(picture: Size, kept: Rectangle): CSSProperties {
  return {
    width: percent(picture.width / kept.width),
    height: percent(picture.height / kept.height),
    left: percent(-kept.left / kept.width),
    top: percent(-kept.top / kept.height),
  };
}

/** Where the crop's window lies over the whole picture. */
export function windowStyle(picture: Size, kept: Rectangle): CSSProperties {
  return {
    left: percent(kept.left / picture.width),
    top: percent(kept.top / picture.height),
    width: percent(kept.width / picture.width),
    height: percent(kept.height / picture.height),
  };
}

/** The middle of the sent picture in another shape, width over height: what a tile or a carousel shows of it. */
export function middleOf(kept: Rectangle, aspect: number): Rectangle {
  const width = Math.min(kept.width, kept.height * aspect);
  const height = Math.min(kept.height, kept.width / aspect);
  return {
    left: kept.left + (kept.width - width) / 2,
    top: kept.top + (kept.height - height) / 2,
    width,
    height,
  };
}

/** The way a crop's window can move: a window of its shape touches two edges, so it is never both. */
export function freeAxis(picture: Size, crop: Crop): "x" | "y" | null {
  const kept = cropRectangle(picture, crop);
  if (kept.width < picture.width) return "x";
  return kept.height < picture.height ? "y" : null;
}

/** The crop with its window moved along its free axis by a share of the room there is (−1 to 1). */
export function moveWindow(picture: Size, crop: Crop, by: number): Crop {
  const axis = freeAxis(picture, crop);
  if (axis === null) return crop;
  return { ...crop, [axis]: Math.min(1, Math.max(0, Math.round((crop[axis] + by) * 1000) / 1000)) };
}

/** The crop a picture starts with in a post: its own shape where Instagram takes it, else the nearest that it takes. */
export function startingCrop(picture: Size): Crop {
  const isTaken = isAspectAccepted(picture.width, picture.height);
  const aspect = isTaken ? "original" : nearestAspect(picture.width, picture.height);
  return { aspect, x: 0.5, y: 0.5 };
}

/** Where the window stands, for someone who hears it: `in the middle`, `at the left edge`, `30 % from the top`. */
export function placeWords(axis: "x" | "y", crop: Crop): string {
  const place = crop[axis];
  if (place === 0.5) return "in the middle";
  if (place === 0) return axis === "x" ? "at the left edge" : "at the top edge";
  if (place === 1) return axis === "x" ? "at the right edge" : "at the bottom edge";
  return `${Math.round(place * 100)} % from the ${axis === "x" ? "left" : "top"}`;
}

function percent(share: number): string {
  return `${share * 100}%`;
}
