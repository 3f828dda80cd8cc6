import type { Check } from "./check.ts";
import { LIMITS } from "./limits.ts";
import { line } from "./video-line.ts";
import type { VideoFacts } from "./video.ts";

/** A variable bit rate swings by that much around what was asked of the encoder. */
const BIT_RATE_SLACK = 1.15;

/** The rules for a video's sound. A video without any is taken. */
export function checkSound(video: VideoFacts): Check {
  const { audioCodec, audioChannels, audioSampleRate, audioBitRate } = video;
  if (audioCodec === null) return line("sound", "pass", "It has no sound, which is taken.");
  if (audioCodec !== "aac")
    return line(
      "sound",
      "stop",
      `The sound is coded as ${audioCodec} and Instagram takes AAC. Export it again as an MP4 with AAC sound.`,
    );
  if ((audioChannels ?? 2) > LIMITS.audioChannelsMax)
    return line(
      "sound",
      "stop",
      `The sound has ${audioChannels} channels and Instagram takes mono or stereo. Export it again in stereo.`,
    );
  if ((audioSampleRate ?? 0) > LIMITS.audioSampleRateMax)
    return line(
      "sound",
      "stop",
      `The sound has ${(audioSampleRate ?? 0) / 1000} kHz and Instagram takes 48 at most. Export it again with 48 kHz.`,
    );
  if ((audioBitRate ?? 0) > LIMITS.audioBitRateAdvised * BIT_RATE_SLACK)
    return line(
      "sound",
      "warn",
      `The sound has ${Math.round((audioBitRate ?? 0) / 1000)} kbit/s; Instagram names 128 and codes it anew.`,
    );
  return line("sound", "pass", "The sound fits.");
}
