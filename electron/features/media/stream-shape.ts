import { readAvcShape } from "./avc-shape.ts";
import type { IndexedTrack } from "./video-track.ts";

/** How a stream stores its pictures, as its description in the index says. */
export type StreamShape = {
  readonly chroma: string | null;
  readonly bitDepth: number | null;
  readonly isInterlaced: boolean;
};

export const CHROMAS = ["4:0:0", "4:2:0", "4:2:2", "4:4:4"] as const;
const UNKNOWN: StreamShape = { chroma: null, bitDepth: null, isInterlaced: false };

/** Where the description is missing or damaged nothing is claimed: the rules then let it pass. */
export function readStreamShape(track: IndexedTrack): StreamShape {
  const { coding, description, fields } = track;
  if (!description) return UNKNOWN;
  const shape = coding.startsWith("avc")
    ? readAvcShape(description)
    : /^h[ve][cv]1/.test(coding)
      ? readHevcShape(description)
      : UNKNOWN;
  return fields === null ? shape : { ...shape, isInterlaced: fields === 2 };
}

/** HEVCDecoderConfigurationRecord, ISO/IEC 14496-15 section 8.3.3.1. */
function readHevcShape(record: Buffer): StreamShape {
  if (record.length < 19) return UNKNOWN;
  const flags = record[6] ?? 0;
  const isProgressive = (flags & 0x80) !== 0;
  const isInterlaced = (flags & 0x40) !== 0;
  return {
    chroma: CHROMAS[(record[16] ?? 0) & 3] ?? null,
    bitDepth: ((record[17] ?? 0) & 7) + 8,
    isInterlaced: isInterlaced && !isProgressive,
  };
}
