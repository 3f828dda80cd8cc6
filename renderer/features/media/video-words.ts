import { stops } from "../../../shared/rules/check.ts";
import {
  checkVideo,
  VIDEO_USES,
  type VideoFacts,
  type VideoUse,
} from "../../../shared/rules/video.ts";

/** What it is made of, in one line: `MP4, H.264, 30 frames a second, AAC stereo`. */
export function videoWords(video: VideoFacts): string {
  const frames = `${Number(video.frameRate.toFixed(2))} frames a second`;
  return [
    video.container.toUpperCase(),
    CODECS[video.codec] ?? video.codec,
    frames,
    sound(video),
  ].join(", ");
}

function sound({ audioCodec, audioChannels }: VideoFacts): string {
  if (audioCodec === null) return "no sound";
  const channels = audioChannels === 1 ? "mono" : audioChannels === 2 ? "stereo" : "sound";
  return `${audioCodec.toUpperCase()} ${channels}`;
}

const CODECS: Readonly<Record<string, string>> = { h264: "H.264", hevc: "HEVC" };
const USES: Readonly<Record<VideoUse, string>> = {
  reel: "Reel",
  story: "Story",
  "carousel-item": "Carousel",
};

/** Whether a video fits one use, and else why not; what is only advised counts as fitting. */
export type UseLine = {
  readonly name: string;
  readonly fits: boolean;
  readonly message: string | null;
};

export function useLines(video: VideoFacts): readonly UseLine[] {
  return VIDEO_USES.map((use) => {
    const checks = checkVideo(video, use);
    const [worst] = [...stops(checks), ...checks.filter(({ level }) => level === "warn")];
    return { name: USES[use], fits: stops(checks).length === 0, message: worst?.message ?? null };
  });
}
