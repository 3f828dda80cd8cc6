/** Red, green and blue of sRGB, adapted to D50 as profiles hold them (IEC 61966-2-1 with Bradford). */
const SRGB_COLORANTS = [
  ["rXYZ", 0.4361, 0.2225, 0.0139],
  ["gXYZ", 0.3851, 0.7169, 0.0971],
  ["bXYZ", 0.1431, 0.0606, 0.7141],
] as const;
/** How far a colorant may be off and still be rounding. Display P3's red is 0.08 away. */
const COLORANT_TOLERANCE = 0.004;
/** Linear light at half signal, and how far off a curve may be: a plain gamma of 2.2 gives 0.2176. */
const SRGB_HALF = 0.21404;
const CURVE_TOLERANCE = 0.002;

/**
 * True when a profile means sRGB itself, whoever wrote it. Such a picture needs no colour conversion, which would cost
 * more than decoding it (measured: 105 ms against 274 ms for 12 MP).
 */
export function isSrgbProfile(icc: Uint8Array): boolean {
  const profile = Buffer.from(icc.buffer, icc.byteOffset, icc.byteLength);
  if (profile.length < 132 || profile.toString("latin1", 16, 20) !== "RGB ") return false;
  if (findTag(profile, "A2B0")) return false; // a table wins over the matrix; let the conversion read it
  const areColorantsSrgb = SRGB_COLORANTS.every(([name, x, y, z]) => {
    const tag = findTag(profile, name);
    return tag !== undefined && tag.length >= 20 && isNear(readXyz(tag), [x, y, z]);
  });
  return (
    areColorantsSrgb &&
    ["rTRC", "gTRC", "bTRC"].every((name) => {
      const half = curveAtHalf(findTag(profile, name));
      return half !== undefined && Math.abs(half - SRGB_HALF) < CURVE_TOLERANCE;
    })
  );
}

function findTag(profile: Buffer, name: string): Buffer | undefined {
  const count = Math.min(profile.readUInt32BE(128), 100);
  for (let index = 0; index < count; index++) {
    const entry = 132 + index * 12;
    if (entry + 12 > profile.length) return undefined;
    if (profile.toString("latin1", entry, entry + 4) !== name) continue;
    const at = profile.readUInt32BE(entry + 4);
    return profile.subarray(at, at + profile.readUInt32BE(entry + 8));
  }
  return undefined;
}

function fixed(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) / 65536;
}

function readXyz(tag: Buffer): readonly number[] {
  return [fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)];
}

function isNear(found: readonly number[], wanted: readonly number[]): boolean {
  return found.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) < COLORANT_TOLERANCE);
}

function curveAtHalf(tag: Buffer | undefined): number | undefined {
  if (!tag || tag.length < 12) return undefined;
  const kind = tag.toString("latin1", 0, 4);
  if (kind === "curv") return tableAtHalf(tag);
  if (kind !== "para" || tag.length < 32) return undefined;
  const form = tag.readUInt16BE(8);
  if (form !== 3 && form !== 4) return undefined;
  // gamma, a, b, c, d (and e, f): the curve is (a·x + b)^gamma (+ e) from d on, which is far below a half.
  const shift = form === 4 && tag.length >= 40 ? fixed(tag, 32) : 0;
  return (fixed(tag, 16) * 0.5 + fixed(tag, 20)) ** fixed(tag, 12) + shift;
}

function tableAtHalf(tag: Buffer): number | undefined {
  const count = tag.readUInt32BE(8);
  if (count < 16 || tag.length < 12 + count * 2) return undefined;
  const place = (count - 1) / 2;
  const low = tag.readUInt16BE(12 + Math.floor(place) * 2);
  const high = tag.readUInt16BE(12 + Math.ceil(place) * 2);
  return (low + high) / 2 / 65535;
}

/** The JPEG with `icc` written into it, before all else. sharp would convert the pixels once more to write the same. */
export function addProfileToJpeg(jpeg: Buffer, icc: Buffer): Buffer {
  const segment = Buffer.alloc(18 + icc.length);
  segment.writeUInt16BE(0xffe2, 0);
  segment.writeUInt16BE(16 + icc.length, 2);
  segment.write("ICC_PROFILE\0", 4, "latin1");
  segment.writeUInt8(1, 16);
  segment.writeUInt8(1, 17);
  icc.copy(segment, 18);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}
