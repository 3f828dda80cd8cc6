import { EncodedPacket, type InputAudioTrack } from "mediabunny";

/** One packet of silence in AAC-LC, mono and stereo: the smallest a coder makes. */
const SILENCE = [
  [0x00, 0xc8, 0x00, 0x80, 0x23, 0x80],
  [0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80],
] as const;
const SAMPLES = 1024;

/** Silence before sound that begins `startS` seconds late, so that it needs no edit list. None where it cannot be made. */
export async function silentPackets(
  audio: InputAudioTrack,
  startS: number,
): Promise<readonly EncodedPacket[]> {
  if (startS <= 0.001 || (await audio.getCodecParameterString()) !== "mp4a.40.2") return [];
  const silence = SILENCE[(await audio.getNumberOfChannels()) - 1];
  const duration = SAMPLES / (await audio.getSampleRate());
  const count = Math.round(startS / duration);
  if (!silence || count > 20_000) return [];
  const each = startS / Math.max(1, count);
  return Array.from(
    { length: count },
    (_, at) => new EncodedPacket(Uint8Array.from(silence), "key", at * each, each),
  );
}
