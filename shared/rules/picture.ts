import { pass, stop, type Check } from "./check.ts";
import { cropRectangle, isAspectAccepted, nearestAspect, type CropChoice } from "./crop.ts";
import { LIMITS } from "./limits.ts";

/** What the rules need to know of a prepared picture. `bytes` is the size of the file. */
export type PictureFacts = {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly format: string;
};

/** The rules for one picture of a feed post, after its crop. `mediaIndex` says which picture a fix is for. */
export function checkPicture(
  picture: PictureFacts,
  crop: CropChoice,
  mediaIndex: number,
): readonly Check[] {
  const kept = cropRectangle(picture, crop);
  const [format, size] = checkFile(picture);
  return [
    format,
    checkAspect(kept.width, kept.height, mediaIndex),
    kept.width < LIMITS.imageWidthMin
      ? stop(
          "width",
          `Only ${kept.width} pixels wide. Instagram needs ${LIMITS.imageWidthMin}: use a larger picture.`,
          { kind: "add-media" },
        )
      : pass("width", "The picture is large enough."),
    size,
  ];
}

/** The rules for a picture's file, wherever it goes. */
export function checkFile({ format, bytes }: PictureFacts): readonly [Check, Check] {
  const fix = { kind: "add-media" } as const;
  return [
    format === "jpeg"
      ? pass("format", "The picture is a JPEG.")
      : stop("format", "Instagram takes JPEG pictures only. Import this one again.", fix),
    bytes > LIMITS.imageBytes
      ? stop("file-size", "The file is larger than 8 MB. Import it again.", fix)
      : pass("file-size", "The file is small enough."),
  ];
}

function checkAspect(width: number, height: number, mediaIndex: number): Check {
  if (isAspectAccepted(width, height))
    return { rule: "aspect", level: "pass", message: "The shape fits.", fix: null };
  const shape = width > height ? "too wide" : "too tall";
  return {
    rule: "aspect",
    level: "stop",
    message: `The picture is ${shape} for Instagram's feed, which takes 4:5 to 1.91:1.`,
    fix: { kind: "crop", mediaIndex, aspect: nearestAspect(width, height) },
  };
}
