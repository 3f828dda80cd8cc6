import { pass, stop, warn, type Check } from "./check.ts";
import { cropRectangle } from "./crop.ts";
import { LIMITS } from "./limits.ts";
import { checkPicture } from "./picture.ts";
import type { MediaFacts, PostFacts } from "./post.ts";
import { checkVideo } from "./video.ts";

/** Shapes as near as this look alike: rounding to whole pixels moves them apart. */
const SAME = 0.01;

/** The rules of a carousel: how many, and each picture and video by itself (Content Publishing, 2026-10-04). */
export function checkCarousel({ media }: PostFacts): readonly Check[] {
  return [
    checkCount(media.length),
    ...media.flatMap((item, index) =>
      item.video
        ? checkVideo(item.video, "carousel-item")
        : checkPicture(item.picture, item.crop, index),
    ),
    ...media.slice(1).map((item, index) => checkSameShape(media[0] ?? item, item, index + 1)),
  ];
}

function checkCount(count: number): Check {
  if (count === 0) return stop("media-count", "Add pictures or videos.", { kind: "add-media" });
  if (count < LIMITS.carouselMin)
    return stop("media-count", "Only one item. A carousel has 2 to 10: add another one.", {
      kind: "add-media",
    });
  if (count > LIMITS.carouselMax)
    return stop(
      "media-count",
      `${count} items. Instagram takes ${LIMITS.carouselMax} in a carousel: leave some out.`,
      null,
    );
  return pass("media-count", `${count} items.`);
}

/** Instagram cuts every item to the first one's shape (IG User Media). */
function checkSameShape(first: MediaFacts, item: MediaFacts, mediaIndex: number): Check {
  const wanted = shapeOf(first);
  if (Math.abs(shapeOf(item) / wanted - 1) <= SAME)
    return pass("same-shape", "It has the first one's shape.");
  const { aspect } = first.crop;
  const canCrop = !item.video && !first.video && aspect !== "original" && aspect !== "9:16";
  return warn(
    "same-shape",
    `Number ${mediaIndex + 1} has another shape than the first: Instagram cuts it to the first one's.`,
    canCrop ? { kind: "crop", mediaIndex, aspect } : null,
  );
}

/** Width over height as sent. */
function shapeOf({ picture, video, crop }: MediaFacts): number {
  const { width, height } = video ?? cropRectangle(picture, crop);
  return width / height;
}
