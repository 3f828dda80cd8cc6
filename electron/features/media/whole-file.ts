import type { PictureFormat } from "./picture-format.ts";
import { FileRefused } from "./file-refused.ts";

/**
 * Looks whether a file's own structure says that its end is missing. Decoders fill in what is missing with grey, or show
 * half; JPEG and TIFF are left to sharp, which notices while it decodes.
 *
 * @throws FileRefused `truncated`.
 */
export function refuseCutShort(format: PictureFormat, bytes: Buffer): void {
  const isWhole =
    format === "png"
      ? bytes.lastIndexOf("IEND", undefined, "latin1") > 0
      : format === "webp"
        ? bytes.readUInt32LE(4) + 8 <= bytes.length
        : format === "heic" || format === "avif"
          ? endsWithItsBoxes(bytes)
          : true;
  if (!isWhole) throw cutShort();
}

export function cutShort(what: "picture" | "video" = "picture"): FileRefused {
  return new FileRefused(
    "truncated",
    `The file is cut short: part of the ${what} is missing. Copy it again from where it came.`,
  );
}

/** HEIF and AVIF are a row of boxes, each with its length; the last must not reach past the end of the file. */
function endsWithItsBoxes(bytes: Buffer): boolean {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    if (size === 0) return true; // the last box, as long as the file
    const length =
      size === 1 && at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : size;
    if (length < 8) return false;
    at += length;
  }
  return at <= bytes.length;
}
