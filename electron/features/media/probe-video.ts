import {
  FilePathSource,
  Input,
  MP4,
  QTFF,
  type InputAudioTrack,
  type InputVideoTrack,
} from "mediabunny";
import type { VideoFacts } from "../../../shared/rules/video.ts";
import { FileRefused } from "./file-refused.ts";
import { hasOpenGop } from "./open-gop.ts";
import { readStreamShape } from "./stream-shape.ts";
import type { VideoIndex } from "./video-index.ts";
import type { IndexedTrack } from "./video-track.ts";

/** A video opened for reading. Dispose of it. */
export type OpenVideo = {
  readonly input: Input;
  readonly video: InputVideoTrack;
  readonly audio: InputAudioTrack | null;
};

/** @throws FileRefused when there is no moving picture in the file. */
export async function openVideo(file: string): Promise<OpenVideo> {
  const input = new Input({ source: new FilePathSource(file), formats: [MP4, QTFF] });
  const video = await input.getPrimaryVideoTrack();
  if (!video) {
    input.dispose();
    throw new FileRefused("video", "There is no moving picture in this file, only sound.");
  }
  return { input, video, audio: await input.getPrimaryAudioTrack() };
}

/** Everything the rules ask of a video. Streams that no rule accepts are named, and not read further. */
export async function probeVideo(
  opened: OpenVideo,
  index: VideoIndex,
  container: VideoFacts["container"],
): Promise<VideoFacts> {
  const { video } = opened;
  const track = trackOf(index, "vide", await video.getInternalCodecId());
  const codec = CODECS[(await video.getCodec()) ?? ""] ?? track?.coding ?? "an unknown coding";
  const sound = await probeSound(opened.audio);
  const picture = CODED.has(codec)
    ? await readPicture(video, codec, track)
    : { ...(await metadataOf(video, track)), hasOpenGop: false };
  const audioEnd =
    sound.audioCodec === "aac" && opened.audio ? await opened.audio.computeDuration() : 0;
  return {
    container,
    bytes: index.bytes,
    width: Math.max(1, Math.round(await video.getDisplayWidth())),
    height: Math.max(1, Math.round(await video.getDisplayHeight())),
    durationMs: wholeMs(Math.max(picture.seconds, audioEnd)),
    frameRate: picture.frameRate,
    codec,
    ...(track ? readStreamShape(track) : { chroma: null, bitDepth: null, isInterlaced: false }),
    hasOpenGop: picture.hasOpenGop,
    bitRate: picture.bitRate,
    ...sound,
    hasFastStart: index.hasFastStart && !index.isFragmented,
    hasEditList: index.tracks.some(({ handler, edits }) => edits !== null && handler !== "tmcd"),
  };
}

const CODECS: Readonly<Record<string, string>> = {
  avc: "h264",
  hevc: "hevc",
  av1: "AV1",
  vp8: "VP8",
  vp9: "VP9",
  prores: "ProRes",
};
const CODED = new Set(["h264", "hevc"]);

function trackOf(
  index: VideoIndex,
  handler: string,
  coding: string | number | Uint8Array | null,
): IndexedTrack | undefined {
  const alike = index.tracks.filter((track) => track.handler === handler);
  return alike.find((track) => track.coding === coding) ?? alike[0];
}

async function readPicture(video: InputVideoTrack, codec: string, track: IndexedTrack | undefined) {
  const stats = await video.computePacketStats();
  // Without a single frame there is nothing to show, whatever the index says of a length.
  if (stats.packetCount === 0)
    throw new FileRefused("unreadable", "There are no frames in this video. Export it again.");
  const lengthSize = ((track?.description?.[codec === "h264" ? 4 : 21] ?? 3) & 3) + 1;
  return {
    seconds: await video.computeDuration(),
    frameRate: finite(stats.averagePacketRate),
    bitRate: Math.round(finite(stats.averageBitrate)),
    hasOpenGop: await hasOpenGop(video, codec, lengthSize),
  };
}

async function metadataOf(video: InputVideoTrack, track: IndexedTrack | undefined) {
  const seconds = finite((await video.getDurationFromMetadata()) ?? 0);
  return {
    seconds,
    frameRate: seconds > 0 && track ? track.samples / seconds : 0,
    bitRate: null,
  };
}

type Sound = Pick<VideoFacts, "audioCodec" | "audioChannels" | "audioSampleRate" | "audioBitRate">;

async function probeSound(audio: InputAudioTrack | null): Promise<Sound> {
  if (!audio)
    return { audioCodec: null, audioChannels: null, audioSampleRate: null, audioBitRate: null };
  const codec = (await audio.getCodec()) ?? String((await audio.getInternalCodecId()) ?? "unknown");
  const bitRate =
    codec === "aac" ? Math.round(finite((await audio.computePacketStats()).averageBitrate)) : null;
  return {
    audioCodec: codec.startsWith("pcm") ? "PCM (uncompressed)" : codec,
    audioChannels: await audio.getNumberOfChannels(),
    audioSampleRate: await audio.getSampleRate(),
    audioBitRate: bitRate,
  };
}

function finite(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}

function wholeMs(seconds: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.round(finite(seconds) * 1000));
}
