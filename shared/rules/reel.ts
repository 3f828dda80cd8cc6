import { pass, stop, type Check } from "./check.ts";
import { LIMITS } from "./limits.ts";
import type { PostFacts } from "./post.ts";
import { checkVideo } from "./video.ts";

/** The rules of a reel: one video, its cover and the name of its sound (IG User Media, 2026-10-04). */
export function checkReel(post: PostFacts): readonly Check[] {
  const [item] = post.media;
  return [
    checkOneVideo(post),
    ...(item?.video ? checkVideo(item.video, "reel") : []),
    ...(post.options.cover ? [checkCover(post)] : []),
    ...(post.options.audioName !== null ? [checkAudioName(post.options.audioName)] : []),
  ];
}

function checkOneVideo({ media }: PostFacts): Check {
  if (media.length === 0) return stop("media-count", "Add a video.", { kind: "add-media" });
  if (media.length > 1)
    return stop(
      "media-count",
      `${media.length} items. A reel is one video; several make a carousel.`,
      media.length <= LIMITS.carouselMax ? { kind: "choose-format", format: "carousel" } : null,
    );
  if (!media[0]?.video)
    return stop("media-kind", "A reel is a video, and this is a picture.", {
      kind: "choose-format",
      format: "image",
    });
  return pass("media-count", "One video.");
}

function checkCover({ media, options }: PostFacts): Check {
  const { cover } = options;
  const durationMs = media[0]?.video?.durationMs;
  const isOutside =
    cover?.kind === "frame" && durationMs !== undefined && cover.offsetMs >= durationMs;
  if (isOutside)
    return stop("cover", "The cover's moment lies outside the video.", {
      kind: "edit-field",
      field: "cover",
      mediaIndex: null,
    });
  return pass("cover", "The cover fits.");
}

function checkAudioName(name: string): Check {
  if (name.trim() === "")
    return stop("audio-name", "The sound's name is empty.", {
      kind: "clear-field",
      field: "audioName",
    });
  return pass("audio-name", "The sound's name fits.");
}
