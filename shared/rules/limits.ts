import { millisecondsInDay, millisecondsInMinute, millisecondsInSecond } from "date-fns/constants";

/** The platform's limits as dated data: IG User Media and Content Publishing pages, read 2026-10-04. */
export const LIMITS = {
  asOf: "2026-10-04",
  captionCharacters: 2200,
  /** The API page says 30; since 2025-12-18 the product rolls out 5 (Creators account), so more than 5 is a warning. */
  hashtags: 30,
  hashtagsAdvised: 5,
  mentions: 20,
  altTextCharacters: 1000,
  imageBytes: 8 * 1024 * 1024,
  /** Width over height: 4:5 to 1.91:1. */
  imageAspectMin: 0.8,
  imageAspectMax: 1.91,
  imageWidthMin: 320,
  imageWidthMax: 1440,
  /** Videos: MP4 or MOV, index first, no edit list; H.264 or HEVC, 4:2:0, progressive; AAC. Feed videos are reels. */
  reelBytes: 300 * 1024 * 1024,
  storyVideoBytes: 100 * 1024 * 1024,
  videoMsMin: 3 * millisecondsInSecond,
  reelMsMax: 15 * millisecondsInMinute,
  storyVideoMsMax: millisecondsInMinute,
  /** The page names none for a carousel's videos; a minute was the limit while feed videos had one. */
  carouselVideoMsAdvised: millisecondsInMinute,
  /** Width over height. */
  reelAspectMin: 0.01,
  storyVideoAspectMin: 0.1,
  videoAspectMax: 10,
  /** Columns of pixels. */
  videoWidthMax: 1920,
  frameRateMin: 23,
  frameRateMax: 60,
  /** Bits a second. */
  videoBitRateMax: 25_000_000,
  audioBitRateAdvised: 128_000,
  audioSampleRateMax: 48_000,
  audioChannelsMax: 2,
  /** A carousel's pictures and videos; the twenty of the Instagram app are not in the API (Error Codes page, 2026-06-02). */
  carouselMin: 2,
  carouselMax: 10,
  /** What fills a phone's screen: advised for reels and stories. */
  fullScreenAspect: 9 / 16,
  collaborators: 3,
  userTags: 20,
  productTags: 5,
  sponsors: 2,
  /** A comment's length, hashtags and addresses (IG Media Comments page). */
  commentCharacters: 300,
  commentHashtags: 4,
  /** Containers per account in a rolling 24 hours. */
  containersPerDay: 400,
  /** A container not published by then has expired. */
  containerLifeMs: millisecondsInDay,
  /** A token may be refreshed from this age on, and lives this long from each refresh. */
  tokenRefreshableAfterMs: millisecondsInDay,
  tokenLifeMs: 60 * millisecondsInDay,
} as const;
