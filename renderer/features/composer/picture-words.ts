import type { Media } from "../../../shared/contract/media.ts";
import type { Crop } from "../../../shared/contract/posts.ts";
import { cropRectangle } from "../../../shared/rules/crop.ts";
import { formatBytes, formatPlayingTime } from "../../lib/format.ts";

/** `1080 × 1350, JPEG, 1.4 MB` or `1080 × 1920, 0:32, 24.8 MB`: what is kept and sent. */
export function mediaFacts(media: Media): string {
  const what = media.video ? formatPlayingTime(media.video.durationMs) : "JPEG";
  return `${media.width} × ${media.height}, ${what}, ${formatBytes(media.bytes)}`;
}

/** `Sent as 1080 × 1080.` where the crop takes something away; null where it does not. A video is sent whole. */
export function sentWords(media: Media, crop: Crop): string | null {
  if (media.kind === "video") return null;
  const kept = cropRectangle(media, crop);
  if (kept.width === media.width && kept.height === media.height) return null;
  return `Sent as ${kept.width} × ${kept.height}`;
}
