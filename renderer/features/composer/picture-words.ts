import type { ImportNote, Media } from "../../../shared/contract/media.ts";
import type { Crop } from "../../../shared/contract/posts.ts";
import { cropRectangle } from "../../../shared/rules/crop.ts";
import { formatBytes } from "../../lib/format.ts";

const NOTES: Readonly<Record<ImportNote, string>> = {
  "converted-heic": "converted from HEIC",
  "converted-avif": "converted from AVIF",
  "converted-png": "converted from PNG",
  "converted-webp": "converted from WebP",
  "converted-gif-first-frame": "first frame of a GIF",
  "converted-tiff": "converted from TIFF",
  "converted-cmyk": "converted from print colours (CMYK)",
  "converted-16-bit": "converted from 16 bits a channel",
  "converted-profile": "colours converted to sRGB",
  "flattened-transparency": "transparent parts filled",
  "hdr-gain-map-dropped": "HDR brightness left out",
  "turned-upright": "turned upright",
  "scaled-down": "scaled down to what Instagram shows",
  "location-removed": "place of taking removed",
};

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

/** What was done to the file on its way in, as one sentence; null when nothing was. */
export function importWords(media: Media): string | null {
  const words = media.notes.map((note) => NOTES[note]).join(", ");
  return words === "" ? null : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
