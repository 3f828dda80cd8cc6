import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
} from "mediabunny";
import { describeStream, keyFrame, sameFrame, type Drawn } from "./h264.ts";

/** What a made video is like. What is not said is right for Instagram. */
export type MadeVideo = Partial<Drawn> & {
  readonly container?: "mp4" | "mov";
  readonly seconds?: number;
  readonly frameRate?: number;
  /** `end`: the index behind the media, as cameras write it. */
  readonly index?: "first" | "end" | "fragmented";
  /** Seconds at which the picture starts; anything but 0 is written as an edit list. */
  readonly startS?: number;
  readonly soundStartS?: number;
  readonly channels?: 0 | 1 | 2 | 6;
  readonly sampleRate?: number;
  readonly rotation?: 0 | 90 | 180 | 270;
  /** Other numbers make other bytes. */
  readonly tone?: number;
  /** Written into the file as the place of taking. */
  readonly place?: string;
};

const FAST_STARTS = { first: "in-memory", end: false, fragmented: "fragmented" } as const;
const SILENCE: Readonly<Record<number, readonly number[]>> = {
  1: [0x00, 0xc8, 0x00, 0x80, 0x23, 0x80],
  2: [0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80],
};
const RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000];

/** A small whole video, made by code: a key frame of one tone a second, silence beside it. */
export async function videoOf(made: MadeVideo = {}): Promise<Uint8Array> {
  const Format = made.container === "mov" ? MovOutputFormat : Mp4OutputFormat;
  const target = new BufferTarget();
  const fastStart = FAST_STARTS[made.index ?? "first"];
  const output = new Output({ format: new Format({ fastStart }), target });
  const pictures = new EncodedVideoPacketSource("avc");
  output.addVideoTrack(pictures, { rotation: made.rotation ?? 0 });
  const sounds = made.channels === 0 ? null : new EncodedAudioPacketSource("aac");
  if (sounds) output.addAudioTrack(sounds);
  if (made.place) output.setMetadataTags({ raw: { "\xa9xyz": made.place } });
  await output.start();
  await Promise.all([addPictures(pictures, made), sounds && addSounds(sounds, made)]);
  await output.finalize();
  if (!target.buffer) throw new Error("No video was made");
  return new Uint8Array(target.buffer);
}

async function addPictures(source: EncodedVideoPacketSource, made: MadeVideo): Promise<void> {
  const { width = 144, height = 256, seconds = 4, frameRate = 30, startS = 0, tone = 90 } = made;
  const drawn = { ...made, width, height };
  const decoderConfig = {
    codec: made.isFourTwoTwo ? "avc1.7a0028" : "avc1.420028",
    codedWidth: width,
    codedHeight: height,
    description: describeStream(drawn),
  };
  const frames = Math.round(seconds * frameRate);
  const perGroup = Math.max(1, Math.round(frameRate));
  for (let at = 0; at < frames; at++) {
    const number = at % perGroup;
    const data = number === 0 ? keyFrame(drawn, tone + at / perGroup) : sameFrame(drawn, number);
    const when = startS + at / frameRate;
    const kind = number === 0 ? "key" : "delta";
    await source.add(new EncodedPacket(data, kind, when, 1 / frameRate), { decoderConfig });
  }
}

async function addSounds(source: EncodedAudioPacketSource, made: MadeVideo): Promise<void> {
  const { seconds = 4, channels = 2, sampleRate = 48_000, soundStartS = 0 } = made;
  const description = Uint8Array.from([
    0x10 | (RATES.indexOf(sampleRate) >> 1),
    ((RATES.indexOf(sampleRate) & 1) << 7) | (channels << 3),
  ]);
  const decoderConfig = {
    codec: "mp4a.40.2",
    numberOfChannels: channels,
    sampleRate,
    description,
  };
  const data = Uint8Array.from(SILENCE[channels] ?? SILENCE[2] ?? []);
  const duration = 1024 / sampleRate;
  for (let at = 0; at * duration < seconds; at++)
    await source.add(new EncodedPacket(data, "key", soundStartS + at * duration, duration), {
      decoderConfig,
    });
}
