import { pass, stop, warn, type Check } from "./check.ts";
import { cropRectangle } from "./crop.ts";
import { LIMITS } from "./limits.ts";
import { checkFile } from "./picture.ts";
import type { MediaFacts, PostFacts } from "./post.ts";
import { checkVideo } from "./video.ts";

/** The rules of a story: one picture or one video, best as tall as a phone (IG User Media, 2026-10-04). */
export function checkStory({ media }: PostFacts): readonly Check[] {
  const [item] = media;
  return [checkCount(media.length), ...(item ? checkItem(item) : [])];
}

function checkCount(count: number): Check {
  if (count === 0) return stop("media-count", "Add a picture or a video.", { kind: "add-media" });
  if (count > 1)
    return stop(
      "media-count",
      `${count} items. A story is one picture or video: make a story of each.`,
      null,
    );
  return pass("media-count", "One item.");
}

function checkItem({ picture, video, crop }: MediaFacts): readonly Check[] {
  if (video) return checkVideo(video, "story");
  return [...checkFile(picture), checkFullScreen(cropRectangle(picture, crop))];
}

/** Advised, not demanded: another shape is shown with bars. */
function checkFullScreen({ width, height }: { readonly width: number; readonly height: number }) {
  if (Math.abs(width / height / LIMITS.fullScreenAspect - 1) < 0.02)
    return pass("aspect", "It fills the screen.");
  return warn("aspect", "A story fills the screen at 9:16; this picture gets bars.", {
    kind: "crop",
    mediaIndex: 0,
    aspect: "9:16",
  });
}
