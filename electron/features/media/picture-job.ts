import type { ImportNote, ImportRefusal } from "../../../shared/contract/media.ts";
import type { CropChoice } from "../../../shared/rules/crop.ts";

/** What main asks of a picture worker: a file of the store, the part of it that is wanted, and whether a thumbnail is. */
export type PictureJob = {
  readonly file: string;
  readonly crop: CropChoice;
  readonly withThumbnail: boolean;
};

/** A finished sRGB JPEG within Instagram's limits, upright, with nothing in it but the picture and its colour profile. */
export type PreparedPicture = {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Empty when none was asked for. */
  readonly thumbnail: Uint8Array;
  readonly sourceFormat: string;
  readonly notes: readonly ImportNote[];
};

/** What a picture worker answers: exactly one per job, in order. */
export type PictureReply =
  | { readonly kind: "prepared"; readonly picture: PreparedPicture }
  | { readonly kind: "refused"; readonly refusal: ImportRefusal; readonly reason: string };

/**
 * Pixels a file may unfold to. 120 million covers a 102-megapixel camera; in 8-bit RGB that is 360 MB, what the smallest
 * computers can still give for a moment.
 */
export const MAX_PIXELS = 120_000_000;

/** The part of this pipeline in the key of what it made: a change of what comes out must change it. */
export const PIPELINE = "1";
