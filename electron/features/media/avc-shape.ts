import type { StreamShape } from "./stream-shape.ts";

/** Profiles whose sequence parameter set says how colours are stored (ITU-T H.264 section 7.3.2.1.1). */
const WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const PLAIN: StreamShape = { chroma: "4:2:0", bitDepth: 8, isInterlaced: false };
const CHROMAS = ["4:0:0", "4:2:0", "4:2:2", "4:4:4"] as const;

/** Reads chroma, depth and whether frames may be fields out of an `avcC` record's first sequence parameter set. */
export function readAvcShape(record: Buffer): StreamShape {
  const length = record.length >= 8 && ((record[5] ?? 0) & 31) > 0 ? record.readUInt16BE(6) : 0;
  if (length < 4 || 8 + length > record.length) return PLAIN;
  const set = withoutEscapes(record.subarray(8, 8 + length));
  const profile = set[1] ?? 0;
  const bits = new Bits(set.subarray(4));
  bits.exponential(); // seq_parameter_set_id
  const { chroma, bitDepth } = WITH_CHROMA.has(profile) ? readChroma(bits) : PLAIN;
  bits.exponential(); // log2_max_frame_num_minus4
  skipOrder(bits);
  bits.exponential(); // max_num_ref_frames
  bits.take(1); // gaps_in_frame_num_value_allowed_flag
  bits.exponential(); // pic_width_in_mbs_minus1
  bits.exponential(); // pic_height_in_map_units_minus1
  const isFramesOnly = bits.take(1) === 1;
  return bits.isOver ? PLAIN : { chroma, bitDepth, isInterlaced: !isFramesOnly };
}

function readChroma(bits: Bits): Pick<StreamShape, "chroma" | "bitDepth"> {
  const format = bits.exponential();
  if (format === 3) bits.take(1); // separate_colour_plane_flag
  const bitDepth = bits.exponential() + 8;
  bits.exponential(); // bit_depth_chroma_minus8
  bits.take(1); // qpprime_y_zero_transform_bypass_flag
  if (bits.take(1) === 1)
    for (let list = 0; list < (format === 3 ? 12 : 8); list++)
      if (bits.take(1) === 1) skipScaling(bits, list < 6 ? 16 : 64);
  return { chroma: CHROMAS[format] ?? null, bitDepth };
}

function skipScaling(bits: Bits, size: number): void {
  let last = 8;
  let next = 8;
  for (let at = 0; at < size && !bits.isOver; at++) {
    if (next !== 0) next = (last + bits.signed() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

/** The order in which pictures are shown is told in one of three ways. */
function skipOrder(bits: Bits): void {
  const type = bits.exponential();
  if (type === 0) bits.exponential();
  if (type !== 1) return;
  bits.take(1);
  bits.signed();
  bits.signed();
  const cycle = Math.min(bits.exponential(), 255);
  for (let at = 0; at < cycle && !bits.isOver; at++) bits.signed();
}

/** A 3 behind two zeros is there only so that no start code appears. */
function withoutEscapes(bytes: Buffer): Buffer {
  const kept: number[] = [];
  for (const [at, byte] of bytes.entries())
    if (!(byte === 3 && bytes[at - 1] === 0 && bytes[at - 2] === 0)) kept.push(byte);
  return Buffer.from(kept);
}

/** Reads bits from the left; zeros behind the end, and `isOver` then says so. */
class Bits {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get isOver(): boolean {
    return this.at > this.bytes.length * 8;
  }

  take(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++, this.at++)
      value = value * 2 + (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
    return value;
  }

  /** Exp-Golomb: as many zeros as bits follow the one. */
  exponential(): number {
    let zeros = 0;
    while (zeros < 32 && !this.isOver && this.take(1) === 0) zeros++;
    return 2 ** zeros - 1 + this.take(zeros);
  }

  signed(): number {
    const value = this.exponential();
    return value % 2 === 0 ? -value / 2 : (value + 1) / 2;
  }
}
