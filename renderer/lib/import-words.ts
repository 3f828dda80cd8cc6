import type { ImportNote } from "../../shared/contract/media.ts";

const NOTES: Readonly<Record<ImportNote, string>> = {
  "converted-heic": "converted from HEIC",
  "converted-avif": "converted from AVIF",
  "converted-png": "converted from PNG",
  "converted-webp": "converted from WebP",
  "converted-gif-first-frame": "first frame of a GIF",
  "first-of-several": "first of several pictures in the file",
  "converted-tiff": "converted from TIFF",
  "converted-cmyk": "converted from print colours (CMYK)",
  "converted-16-bit": "converted from 16 bits a channel",
  "converted-profile": "colours converted to sRGB",
  "flattened-transparency": "transparent parts filled",
  "hdr-gain-map-dropped": "HDR brightness left out",
  "turned-upright": "turned upright",
  "scaled-down": "scaled down to what Instagram shows",
  "location-removed": "place of taking removed",
  remuxed: "packed anew for Instagram with every frame as it was",
  "starts-earlier": "begins at the whole frame just before your cut",
};

/** What was done to a file on its way in, as one sentence; null when nothing was. */
export function importWords(notes: readonly ImportNote[]): string | null {
  const words = notes.map((note) => NOTES[note]).join(", ");
  return words === "" ? null : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
