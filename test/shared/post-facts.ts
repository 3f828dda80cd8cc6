import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import type { PostOptions } from "../../shared/contract/posts.ts";
import type { MediaFacts, PostFacts } from "../../shared/rules/post.ts";
import type { VideoFacts } from "../../shared/rules/video.ts";

/** A good post of each format, for tables of what is taken and what is not. */
export const GOOD_VIDEO: VideoFacts = {
  container: "mp4",
  bytes: 12_000_000,
  width: 1080,
  height: 1920,
  durationMs: 20_000,
  frameRate: 30,
  codec: "h264",
  chroma: "4:2:0",
  bitDepth: 8,
  isInterlaced: false,
  hasOpenGop: false,
  bitRate: 4_800_000,
  audioCodec: "aac",
  audioChannels: 2,
  audioSampleRate: 48_000,
  audioBitRate: 128_000,
  hasFastStart: true,
  hasEditList: false,
};

export function pictureItem(patch: Partial<MediaFacts> = {}): MediaFacts {
  return {
    picture: { width: 1080, height: 1350, bytes: 1_400_000, format: "jpeg" },
    video: null,
    crop: { aspect: "original", x: 0.5, y: 0.5 },
    altText: "A vase.",
    userTags: [],
    productTags: [],
    ...patch,
  };
}

export function videoItem(patch: Partial<VideoFacts> = {}, item: Partial<MediaFacts> = {}) {
  const video = { ...GOOD_VIDEO, ...patch };
  const { width, height, bytes } = video;
  const picture = { width, height, bytes, format: "jpeg" };
  return pictureItem({ altText: "", video, picture, ...item });
}

export function image(patch: Partial<PostFacts> = {}): PostFacts {
  return {
    format: "image",
    caption: "Morning light.",
    options: PLAIN_OPTIONS,
    login: "facebook",
    media: [pictureItem()],
    ...patch,
  };
}

export function carousel(patch: Partial<PostFacts> = {}): PostFacts {
  return image({ format: "carousel", media: [pictureItem(), pictureItem()], ...patch });
}

export function reel(patch: Partial<PostFacts> = {}): PostFacts {
  return image({ format: "reel", media: [videoItem()], ...patch });
}

export function story(patch: Partial<PostFacts> = {}): PostFacts {
  const media = [pictureItem({ altText: "", crop: { aspect: "9:16", x: 0.5, y: 0.5 } })];
  return image({ format: "story", caption: "", media, ...patch });
}

export function options(patch: Partial<PostOptions>): PostOptions {
  return { ...PLAIN_OPTIONS, ...patch };
}
