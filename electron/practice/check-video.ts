import { PLATFORM } from "./limits.ts";
import type { Movie } from "./read-movie.ts";

export type VideoUse = "reel" | "story" | "child";

/** Why a video ends in ERROR: the code that stands in the container's status, and what was wrong in words. */
export type VideoFault = { readonly code: number; readonly detail: string };

type Check = readonly [isBroken: boolean, detail: string];

/** 352/2207026, the table's one row for a video that breaks the specifications. */
const UNSUPPORTED = 2207026;
/** 4:2:2 and 4:4:4 profiles of H.264: Instagram takes 4:2:0. */
const OTHER_CHROMA = [122, 244];

/** Holds a video against IG User Media's specifications (2026-10-04); null when it meets them. */
export function videoFault(
  movie: Movie | undefined,
  {
    bytes,
    use,
    takesEditLists,
  }: { readonly bytes: number; readonly use: VideoUse; readonly takesEditLists: boolean },
): VideoFault | null {
  if (!movie?.video) return { code: UNSUPPORTED, detail: "It is no MP4 or MOV with a video." };
  // For a carousel's videos no limits of their own are documented.
  const limits = use === "story" ? PLATFORM.storyVideo : PLATFORM.reelVideo;
  const seconds = movie.durationMs / 1000;
  const bitRate = seconds === 0 ? 0 : (bytes * 8) / seconds;
  const checks: readonly Check[] = [
    [bytes > limits.bytes, `It has ${bytes} bytes, more than ${limits.bytes}.`],
    [!movie.isFastStart, "Its moov box is not first."],
    [movie.hasEditList && !takesEditLists, "It has an edit list."],
    [
      seconds < limits.secondsMin || seconds > limits.secondsMax,
      `It takes ${seconds.toFixed(2)} s, not ${limits.secondsMin} to ${limits.secondsMax}.`,
    ],
    [bitRate > PLATFORM.videoBitRate, `It has ${Math.round(bitRate)} bits a second.`],
    ...pictureChecks(movie.video, limits),
    ...soundChecks(movie.audio),
  ];
  const broken = checks.find(([isBroken]) => isBroken);
  return broken ? { code: UNSUPPORTED, detail: broken[1] } : null;
}

function pictureChecks(
  { codec, width, height, frameRate, profile }: NonNullable<Movie["video"]>,
  limits: { readonly aspectMin: number; readonly aspectMax: number },
): readonly Check[] {
  const aspect = height === 0 ? 0 : width / height;
  return [
    [!/^(avc1|avc3|hvc1|hev1)$/.test(codec), `Its video is ${codec}, not H.264 or HEVC.`],
    [OTHER_CHROMA.includes(profile ?? 0), "Its video is not 4:2:0."],
    [width > PLATFORM.videoColumns, `It is ${width} pixels wide.`],
    [aspect < limits.aspectMin || aspect > limits.aspectMax, `Its shape is ${width} × ${height}.`],
    // What a container counts is a little off: 23.976 is meant by 23, 60.01 by 60.
    [frameRate < 22.9 || frameRate > 60.1, `It has ${frameRate.toFixed(2)} pictures a second.`],
  ];
}

function soundChecks(audio: Movie["audio"]): readonly Check[] {
  if (!audio) return [];
  return [
    [audio.codec !== "mp4a", `Its sound is ${audio.codec}, not AAC.`],
    [audio.sampleRate > PLATFORM.soundHertz, `Its sound has ${audio.sampleRate} Hz.`],
    [audio.channels > 2, `Its sound has ${audio.channels} channels.`],
  ];
}
