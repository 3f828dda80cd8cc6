import { EncodedPacketSink, type InputVideoTrack } from "mediabunny";

/** Groups looked into: an encoder makes all alike. */
const GROUPS = 12;
/** The kinds of NAL unit that carry a picture and begin a group (H.264 table 7-1, HEVC table 7-1). */
const AVC_IDR = 5;
const HEVC_CRA = 21;
const HEVC_LEANING = new Set([8, 9]);

/** True when a group of pictures leans on the one before it: Instagram asks for closed groups. */
export async function hasOpenGop(
  track: InputVideoTrack,
  codec: string,
  lengthSize: number,
): Promise<boolean> {
  const sink = new EncodedPacketSink(track);
  let key = await sink.getFirstKeyPacket();
  for (let group = 0; key && group < GROUPS; group++) {
    const kind = pictureKind(key.data, codec, lengthSize);
    if (codec === "h264" && kind !== undefined && kind !== AVC_IDR) return true;
    if (codec === "hevc" && kind === HEVC_CRA) {
      const next = await sink.getNextPacket(key);
      const after = next && pictureKind(next.data, codec, lengthSize);
      if (after && HEVC_LEANING.has(after) && group > 0) return true;
    }
    key = await sink.getNextKeyPacket(key);
  }
  return false;
}

/** The kind of the first NAL unit that carries a picture. */
function pictureKind(data: Uint8Array, codec: string, lengthSize: number): number | undefined {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  let at = 0;
  while (at + lengthSize < bytes.length) {
    const length = bytes.readUIntBE(at, lengthSize);
    const first = bytes[at + lengthSize] ?? 0;
    const kind = codec === "h264" ? first & 31 : (first >> 1) & 63;
    if (codec === "h264" ? kind >= 1 && kind <= 5 : kind <= 31) return kind;
    at += lengthSize + length;
  }
  return undefined;
}
