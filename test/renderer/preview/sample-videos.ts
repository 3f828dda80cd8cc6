import type { Media } from "../../../shared/contract/media.ts";
import type { VideoFacts } from "../../../shared/rules/video.ts";

/** A phone's recording that Instagram takes as it is. */
export const GOOD_VIDEO: VideoFacts = {
  container: "mp4",
  bytes: 24_800_000,
  width: 1080,
  height: 1920,
  durationMs: 32_400,
  frameRate: 30,
  codec: "h264",
  chroma: "4:2:0",
  bitDepth: 8,
  isInterlaced: false,
  hasOpenGop: false,
  bitRate: 6_000_000,
  audioCodec: "aac",
  audioChannels: 2,
  audioSampleRate: 48_000,
  audioBitRate: 128_000,
  hasFastStart: true,
  hasEditList: false,
};

/** A video of the library; its id begins with the scene its poster shows. */
export function videoMedia(picture: Media, change: Partial<VideoFacts> = {}): Media {
  const video = { ...GOOD_VIDEO, ...change };
  const { width, height, bytes } = video;
  return {
    ...picture,
    kind: "video",
    width,
    height,
    bytes,
    sourceFormat: "mov",
    notes: ["remuxed", "location-removed"],
    video,
  };
}
