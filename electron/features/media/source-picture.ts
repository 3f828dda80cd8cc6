import sharp, { type Metadata, type Sharp } from "sharp";
import type { ImportNote } from "../../../shared/contract/media.ts";
import { damaged, decodeHeic, tooManyPixels } from "./heic.ts";
import { isSrgbProfile } from "./icc-profile.ts";
import type { PictureFormat } from "./picture-format.ts";
import { MAX_PIXELS } from "./picture-job.ts";
import { FileRefused } from "./file-refused.ts";
import { hasLocation } from "./tiff-tags.ts";
import { cutShort } from "./whole-file.ts";

/** A file about to be prepared: how to read its pixels, how large it is upright, and what must be done to it. */
export type SourcePicture = {
  /** Upright. With `isForgiving`, harmless slips of an encoder are let pass; a missing end never is. */
  open(isForgiving: boolean): Sharp;
  readonly width: number;
  readonly height: number;
  /** The profile that `open`'s pixels still have to be converted from; undefined when sharp does it, or none is needed. */
  readonly icc: Buffer | undefined;
  readonly notes: readonly ImportNote[];
};

const LIMITS = { limitInputPixels: MAX_PIXELS, page: 0, pages: 1 } as const;
/** Half of the time main gives a worker, so that a slow picture ends in words and not in a killed worker. */
const SECONDS = 30;

/** @throws FileRefused when the file cannot be read or is too large. */
export async function openSource(format: PictureFormat, bytes: Buffer): Promise<SourcePicture> {
  const found = await readMetadata(bytes);
  if (found.width * found.height > MAX_PIXELS) throw tooManyPixels(found.width, found.height);
  const hasOwnColours = found.icc !== undefined && !isSrgbProfile(found.icc);
  const notes = notesOf({ format, found, bytes, hasOwnColours });
  if (format === "heic") {
    const pixels = await decodeHeic(bytes);
    const raw = { width: pixels.width, height: pixels.height, channels: 4 } as const;
    return {
      open: () => sharp(pixels.data, { ...LIMITS, raw }).timeout({ seconds: SECONDS }),
      width: pixels.width,
      height: pixels.height,
      icc: hasOwnColours ? found.icc : undefined,
      notes,
    };
  }
  const isTurned = (found.orientation ?? 1) >= 5;
  // Colours of plain RGB are converted after the resize: half of the pixels, half of the time (an iPhone's P3 JPEG).
  const isLate = hasOwnColours && found.space === "srgb" && found.depth === "uchar";
  return {
    open: (isForgiving) =>
      sharp(bytes, {
        ...LIMITS,
        failOn: isForgiving ? "truncated" : "warning",
        ignoreIcc: found.icc !== undefined && (isLate || !hasOwnColours),
      })
        .timeout({ seconds: SECONDS })
        .autoOrient(),
    width: isTurned ? found.height : found.width,
    height: isTurned ? found.width : found.height,
    icc: isLate ? found.icc : undefined,
    notes,
  };
}

async function readMetadata(bytes: Buffer): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "none" }).metadata();
  } catch (error) {
    throw refusalOf(error);
  }
}

const FORMAT_NOTES: Readonly<Partial<Record<PictureFormat, ImportNote>>> = {
  heic: "converted-heic",
  avif: "converted-avif",
  png: "converted-png",
  webp: "converted-webp",
  gif: "converted-gif-first-frame",
  tiff: "converted-tiff",
};
/** How Apple's, Google's (Ultra HDR) and ISO 21496-1's gain maps name themselves. */
const GAIN_MAP_NAMES = ["aux:hdrgainmap", "hdrgm:Version", "urn:iso:std:iso:ts:21496"];
const HEAD_BYTES = 256 * 1024;
const XMP_PLACES = ["GPSLatitude", "GPSLongitude"];

function notesOf(source: {
  readonly format: PictureFormat;
  readonly found: Metadata;
  readonly bytes: Buffer;
  readonly hasOwnColours: boolean;
}): readonly ImportNote[] {
  const { format, found, bytes, hasOwnColours } = source;
  const formatNote = FORMAT_NOTES[format];
  const isCmyk = found.space === "cmyk";
  const isTurned = format !== "heic" && (found.orientation ?? 1) > 1;
  const isPlaced =
    (found.exif !== undefined && hasLocation(found.exif)) ||
    XMP_PLACES.some((name) => found.xmp?.includes(name) ?? false);
  const checks: readonly (readonly [boolean, ImportNote])[] = [
    [format !== "gif" && (found.pages ?? 1) > 1, "first-of-several"],
    [isCmyk, "converted-cmyk"],
    [found.depth !== "uchar", "converted-16-bit"],
    [hasOwnColours && !isCmyk, "converted-profile"],
    [found.gainMap !== undefined || hasGainMap(bytes), "hdr-gain-map-dropped"],
    [isTurned, "turned-upright"],
    [isPlaced, "location-removed"],
  ];
  const applying = checks.filter(([applies]) => applies).map(([, note]) => note);
  return formatNote ? [formatNote, ...applying] : applying;
}

/** A gain map is named among a file's first segments or boxes, or in a second picture that those announce (MPF). */
function hasGainMap(bytes: Buffer): boolean {
  const head = bytes.subarray(0, HEAD_BYTES);
  const place = head.includes("MPF\0") ? bytes : head;
  return GAIN_MAP_NAMES.some((name) => place.includes(name));
}

/** Slips that cameras and editors make and that cost no pixel: stray bytes before the end, or before a header. */
const HARMLESS =
  /extraneous bytes before marker 0x(d9|da|c4|db|dd|e.|fe)|Invalid SOS parameters|unknown JFIF revision|Unknown Adobe color transform/i;

/** True when a strict reading failed over something that costs no pixel. */
export function isHarmless(error: unknown): boolean {
  return error instanceof Error && HARMLESS.test(error.message);
}

/** What a decoder's failure means for her. */
export function refusalOf(error: unknown): FileRefused {
  if (error instanceof FileRefused) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/pixel limit|exceeds limit/i.test(message))
    return new FileRefused(
      "too-many-pixels",
      `The picture has more than ${MAX_PIXELS / 1_000_000} million pixels. Export it smaller.`,
    );
  if (
    /premature end of JPEG|premature end of (input )?file|unexpected end|read error/i.test(message)
  )
    return cutShort();
  return damaged();
}
