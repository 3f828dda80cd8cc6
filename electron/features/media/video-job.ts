import type { ImportNote, ImportRefusal } from "../../../shared/contract/media.ts";
import type { VideoFacts } from "../../../shared/rules/video.ts";

/** What main asks of a video worker: to read `file`, and to write a mended copy to `out` where one is needed. */
export type VideoJob = {
  readonly file: string;
  readonly container: VideoFacts["container"];
  readonly out: string;
};

/** A video as it will be sent. `remuxed` names what was written to `out`; null when the file itself is in order. */
export type PreparedVideo = {
  readonly facts: VideoFacts;
  readonly notes: readonly ImportNote[];
  readonly remuxed: { readonly sha256: string } | null;
};

/** What a video worker answers: exactly one per job. */
export type VideoReply =
  | { readonly kind: "prepared"; readonly video: PreparedVideo }
  | { readonly kind: "refused"; readonly refusal: ImportRefusal; readonly reason: string }
  | { readonly kind: "disk-full" };

/** An honest index of 15 minutes has under 3 MB; nothing larger is read into memory. */
export const MAX_INDEX_BYTES = 24 * 1024 * 1024;
/** Frames or packets of one track. 15 minutes at 240 frames a second have 216,000. */
export const MAX_SAMPLES = 500_000;
/** Boxes at the top of the file; a fragmented one has two a second. */
export const MAX_BOXES = 20_000;
