import { LIMITS } from "./limits.ts";

export type CropChoice = {
  readonly aspect: "original" | "4:5" | "1:1" | "1.91:1" | "9:16";
  readonly x: number;
  readonly y: number;
};
/** Whole pixels of the prepared picture. */
export type Rectangle = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** Width to height of each preset, in whole numbers: `35 * 0.8` is a hair more than 28 and would cost a pixel. */
const RATIOS = { "4:5": [4, 5], "1:1": [1, 1], "1.91:1": [191, 100], "9:16": [9, 16] } as const;

/**
 * The part of a picture that a crop keeps: the largest window of that shape, placed by `x` and `y` (0 to 1) in the room
 * that is left. Preview and sent picture both use it, so they cannot differ.
 */
export function cropRectangle(
  picture: { readonly width: number; readonly height: number },
  crop: CropChoice,
): Rectangle {
  const { width, height } = picture;
  if (crop.aspect === "original") return { left: 0, top: 0, width, height };
  const kept = largestWindow(picture, crop.aspect);
  return {
    left: Math.round((width - kept.width) * crop.x),
    top: Math.round((height - kept.height) * crop.y),
    ...kept,
  };
}

/** Rounded towards square, so that rounding never leaves the range of shapes that Instagram accepts. */
function largestWindow(
  { width, height }: { readonly width: number; readonly height: number },
  aspect: keyof typeof RATIOS,
): { readonly width: number; readonly height: number } {
  const [across, down] = RATIOS[aspect];
  if (width * down > height * across) {
    const exact = (height * across) / down;
    return { width: Math.max(1, across < down ? Math.ceil(exact) : Math.floor(exact)), height };
  }
  const exact = (width * down) / across;
  return { width, height: Math.max(1, across < down ? Math.floor(exact) : Math.ceil(exact)) };
}

/** True when Instagram takes a picture of this shape: 4:5 to 1.91:1 (IG User Media, 2026-10-04). */
export function isAspectAccepted(width: number, height: number): boolean {
  const aspect = width / height;
  return aspect >= LIMITS.imageAspectMin && aspect <= LIMITS.imageAspectMax;
}

/** The preset nearest to a picture's own shape: what the one-press fix offers. */
export function nearestAspect(width: number, height: number): "4:5" | "1:1" | "1.91:1" {
  const aspect = width / height;
  if (aspect < 0.9) return "4:5";
  return aspect < 1.4 ? "1:1" : "1.91:1";
}
