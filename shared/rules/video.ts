import type { Check } from "./check.ts";
import { LIMITS } from "./limits.ts";
import { checkSound } from "./sound.ts";
import { line } from "./video-line.ts";

/** What the rules need to know of a video. `width` and `height` as it is shown, upright; rates per second. */
export type VideoFacts = {
  readonly container: "mp4" | "mov";
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  /** Frames a second on average. */
  readonly frameRate: number;
  /** `h264`, `hevc`, or the container's own name for anything else. */
  readonly codec: string;
  /** `4:2:0` and the like; null where the stream does not say. */
  readonly chroma: string | null;
  readonly bitDepth: number | null;
  readonly isInterlaced: boolean;
  /** True when a group of pictures leans on the one before it. */
  readonly hasOpenGop: boolean;
  /** Bits a second of the moving picture on average. */
  readonly bitRate: number | null;
  /** `aac` or the container's own name for anything else; null without sound, as are the three below. */
  readonly audioCodec: string | null;
  readonly audioChannels: number | null;
  readonly audioSampleRate: number | null;
  readonly audioBitRate: number | null;
  /** The index (`moov`) stands before the media, so that the file can be read while it comes. */
  readonly hasFastStart: boolean;
  readonly hasEditList: boolean;
};

/** Where a video is put. Feed videos are reels since 2023-11-09 (IG changelog). */
export type VideoUse = "reel" | "story" | "carousel-item";
export const VIDEO_USES: readonly VideoUse[] = ["reel", "story", "carousel-item"];

const NAMES = { reel: "A reel", story: "A story", "carousel-item": "A carousel" } as const;
const EXPORT = "Export it again";

/** Every rule of instagram-api's media table for one video in one use, in the order of its columns. */
export function checkVideo(video: VideoFacts, use: VideoUse): readonly Check[] {
  return [
    checkContainer(video),
    checkSize(video, use),
    checkShape(video, use),
    checkWidth(video),
    checkDuration(video, use),
    checkFrameRate(video),
    checkCodec(video),
    checkBitRate(video),
    checkSound(video),
  ];
}

function checkContainer(video: VideoFacts): Check {
  if (!video.hasFastStart)
    return line(
      "container",
      "stop",
      "The file's index stands at its end. Import it again, or export it with “fast start” or “web optimised” on.",
    );
  if (video.hasEditList)
    return line(
      "container",
      "stop",
      `The file carries an edit list, which Instagram does not take. ${EXPORT} as an MP4, rendered whole.`,
    );
  return line("container", "pass", `The ${video.container.toUpperCase()} is in order.`);
}

function checkSize({ bytes }: VideoFacts, use: VideoUse): Check {
  const limit = use === "story" ? LIMITS.storyVideoBytes : LIMITS.reelBytes;
  const megabytes = Math.ceil(bytes / 1024 / 1024);
  if (bytes <= limit) return line("file-size", "pass", "The file is small enough.");
  return line(
    "file-size",
    "stop",
    `The file has ${megabytes} MB. ${NAMES[use]} takes ${limit / 1024 / 1024} MB: export it with a lower bit rate.`,
  );
}

function checkShape({ width, height }: VideoFacts, use: VideoUse): Check {
  const aspect = width / height;
  const least = use === "story" ? LIMITS.storyVideoAspectMin : LIMITS.reelAspectMin;
  if (!(aspect >= least && aspect <= LIMITS.videoAspectMax))
    return line(
      "aspect",
      "stop",
      `The video is far too ${aspect > 1 ? "wide" : "tall"} for Instagram. ${EXPORT} at 9:16, such as 1080 × 1920.`,
    );
  const isUpright = Math.abs(aspect - 9 / 16) < 0.01;
  if (use === "carousel-item" || isUpright) return line("aspect", "pass", "The shape fits.");
  return line(
    "aspect",
    "warn",
    `The video is ${width} × ${height}. ${NAMES[use]} fills the screen at 9:16; this one gets bars.`,
  );
}

function checkWidth({ width }: VideoFacts): Check {
  if (width <= LIMITS.videoWidthMax) return line("width", "pass", "The video is not too wide.");
  return line(
    "width",
    "stop",
    `The video is ${width} pixels wide and Instagram takes ${LIMITS.videoWidthMax}. ${EXPORT} at 1080 × 1920.`,
  );
}

function checkDuration({ durationMs }: VideoFacts, use: VideoUse): Check {
  const most = use === "story" ? LIMITS.storyVideoMsMax : LIMITS.reelMsMax;
  if (durationMs < LIMITS.videoMsMin)
    return line(
      "duration",
      "stop",
      `The video lasts ${spell(durationMs)}. It must last at least ${spell(LIMITS.videoMsMin)}: use a longer cut.`,
    );
  if (durationMs > most)
    return line(
      "duration",
      "stop",
      `The video lasts ${spell(durationMs)}. ${NAMES[use]} takes ${spell(most)} at most: use a shorter cut.`,
    );
  if (use === "carousel-item" && durationMs > LIMITS.carouselVideoMsAdvised)
    return line(
      "duration",
      "warn",
      "Longer than a minute: Instagram's pages name no limit for videos in a carousel, and a minute has always been taken.",
    );
  return line("duration", "pass", "The length fits.");
}

/** A hundredth more or less is how the same export is counted by another program. */
function checkFrameRate({ frameRate }: VideoFacts): Check {
  const shown = Number(frameRate.toFixed(2));
  if (frameRate >= LIMITS.frameRateMin - 0.05 && frameRate <= LIMITS.frameRateMax + 0.05)
    return line("frame-rate", "pass", "The frame rate fits.");
  return line(
    "frame-rate",
    "stop",
    `The video has ${shown} frames a second and Instagram takes ${LIMITS.frameRateMin} to ${LIMITS.frameRateMax}. ${EXPORT} with ${frameRate > LIMITS.frameRateMax ? 60 : 30} frames a second.`,
  );
}

function checkCodec(video: VideoFacts): Check {
  const bad = (words: string) => line("codec", "stop", words);
  if (video.codec !== "h264" && video.codec !== "hevc")
    return bad(
      `The video is coded as ${video.codec} and Instagram takes H.264 and HEVC. ${EXPORT} as an MP4 with H.264.`,
    );
  if (video.isInterlaced)
    return bad(`The video is interlaced. ${EXPORT} as “progressive”, deinterlaced.`);
  if (video.chroma !== null && video.chroma !== "4:2:0")
    return bad(
      `Its colours are stored as ${video.chroma} and Instagram takes 4:2:0. ${EXPORT} with H.264 and profile “High”.`,
    );
  if (video.hasOpenGop)
    return line(
      "codec",
      "warn",
      "Its groups of pictures are open, and Instagram asks for closed ones. If it is refused, export it with “closed GOP”.",
    );
  if ((video.bitDepth ?? 8) > 8)
    return line(
      "codec",
      "warn",
      `It has ${video.bitDepth} bits a colour (HDR). Instagram may show it paler: export it with 8 bits to be sure.`,
    );
  return line("codec", "pass", "The coding fits.");
}

function checkBitRate({ bitRate }: VideoFacts): Check {
  if (bitRate === null || bitRate <= LIMITS.videoBitRateMax)
    return line("bit-rate", "pass", "The bit rate fits.");
  return line(
    "bit-rate",
    "stop",
    `The video has ${Math.ceil(bitRate / 1e6)} Mbit/s and Instagram takes ${LIMITS.videoBitRateMax / 1e6}. ${EXPORT} with at most 20 Mbit/s.`,
  );
}

/** `2.4 seconds`, `60 seconds`, `15 minutes`, `15 min 12 s`. */
function spell(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} seconds`;
  const whole = Math.round(seconds);
  if (whole <= 90) return `${whole} seconds`;
  const rest = whole % 60;
  return rest === 0 ? `${whole / 60} minutes` : `${Math.floor(whole / 60)} min ${rest} s`;
}
