import type { Media } from "../../shared/contract/media.ts";

/** What a post that is started with one picture or video begins as: a video alone is a reel. */
export function startingContent(media: Media) {
  const format = media.kind === "video" ? ("reel" as const) : ("image" as const);
  return { mediaIds: [media.id], format };
}
