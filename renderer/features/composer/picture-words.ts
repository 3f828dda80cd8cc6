import type { Media } from "../../../shared/contract/media.ts";
import type { Crop } from "../../../shared/contract/posts.ts";
import { cropRectangle } from "../../../shared/rules/crop.ts";
import { formatBytes } from "../../lib/format.ts";

/** `1080 × 1350, JPEG, 1.4 MB`: the prepared picture. */
export function pictureFacts(media: Media): string {
  return `${media.width} × ${media.height}, JPEG, ${formatBytes(media.bytes)}`;
}

/** `Sent as 1080 × 1080.` where the crop takes something away; null where it does not. */
export function sentWords(media: Media, crop: Crop): string | null {
  const kept = cropRectangle(media, crop);
  if (kept.width === media.width && kept.height === media.height) return null;
  return `Sent as ${kept.width} × ${kept.height}`;
}
