import { z } from "zod";

/**
 * The platform's limits as this server keeps them: read from Meta's IG User Media, IG Container, Content Publishing and token
 * pages (2026-10-04) on its own, so that a mistake in `shared/rules` meets a second opinion here.
 */
const dayMs = 24 * 60 * 60 * 1000;
const megabyte = 1024 * 1024;

export const PLATFORM = {
  captionCharacters: 2200,
  hashtags: 30,
  mentions: 20,
  altTextCharacters: 1000,
  /** In `user_tags`; the sentence of 2207040 counts both sorts of tags. */
  userTags: 20,
  collaborators: 3,
  productTags: 5,
  sponsors: 2,
  childrenMin: 2,
  childrenMax: 10,
  imageBytes: 8 * 1024 * 1024,
  imageAspectMin: 4 / 5,
  imageAspectMax: 1.91,
  /** A picture outside this range of widths is scaled into it, not refused. */
  imageWidthMin: 320,
  imageWidthMax: 1440,
  reelVideo: {
    bytes: 300 * megabyte,
    secondsMin: 3,
    secondsMax: 15 * 60,
    aspectMin: 0.01,
    aspectMax: 10,
  },
  storyVideo: {
    bytes: 100 * megabyte,
    secondsMin: 3,
    secondsMax: 60,
    aspectMin: 0.1,
    aspectMax: 10,
  },
  videoColumns: 1920,
  videoBitRate: 25_000_000,
  soundHertz: 48_000,
  containersPerDay: 400,
  containerLifeMs: dayMs,
  storyLifeMs: dayMs,
  tokenLifeMs: 60 * dayMs,
  shortTokenLifeMs: dayMs / 24,
  /** Of the code that a login ends with. */
  codeLifeMs: dayMs / 24,
  tokenRefreshableAfterMs: dayMs,
  quotaWindowMs: dayMs,
  usageWindowMs: dayMs,
  pageSize: 25,
  pageSizeMax: 100,
  commentPageSize: 50,
} as const;

const Ms = z.int().min(0);

/** How this practice Instagram behaves where the platform's own behaviour varies or is not published. */
const Behaviour = z.strictObject({
  /**
   * How long a container stays IN_PROGRESS: a number, or a range by chance. Judged at each read, never by a timer. Three times
   * as long for a video.
   */
  processingMs: z.union([Ms, z.strictObject({ min: Ms, max: Ms })]),
  /** Not documented by Meta: a second `media_publish` of one container is refused, or publishes a second post. */
  secondPublish: z.enum(["refuse", "publish-again"]),
  /** Posts per rolling 24 hours. Meta's pages say 25, 50 and 100. */
  quotaTotal: z.int().min(0),
  /** Calls per account in a rolling 24 hours; the platform gives 4800 times the account's impressions. */
  callBudget: z.int().min(0),
  /** How long a download of `image_url` may take before -2/2207003; six times as long for a video. */
  fetchTimeoutMs: z.int().min(1),
  /** Whether downloads ask the host's `robots.txt` first, as Meta's do; what it shuts out is 9004/2207052. */
  obeysRobots: z.boolean(),
  /** "No edit lists" is documented, how strictly it is kept is not. */
  takesEditLists: z.boolean(),
  /** Resumable upload with an Instagram Login token: documented for Facebook Login only, used by others with both. */
  resumableForInstagram: z.boolean(),
  /** Whether accounts may post trial reels; without, 2207081. */
  hasTrialReels: z.boolean(),
  /** Whether a Page's list of uploaded photos has those it does not publish: not documented. */
  listsHiddenPhotos: z.boolean(),
  /** The reply to a code: documented inside `data`, seen in the wild at the top (with the id as a number). */
  tokenReply: z.enum(["data", "flat"]),
  /** How many people see the accounts' posts, for insights. None by default: practice has no viewers to invent. */
  audience: z.int().min(0),
  /** How far insights lag behind; Meta says up to 48 hours. */
  insightsDelayMs: Ms,
  /**
   * Metrics of a post that Instagram took back or keeps to itself: `gone` is named in a 100, `unknown-error` is how Meta's page words it,
   * `untold` is left out of the reply.
   */
  metricTroubles: z.record(z.string(), z.enum(["gone", "unknown-error", "untold"])),
});
export type Behaviour = Readonly<z.infer<typeof Behaviour>>;
export const BehaviourChange = Behaviour.partial();
export type BehaviourChange = z.infer<typeof BehaviourChange>;

export const BEHAVIOUR: Behaviour = {
  processingMs: { min: 1000, max: 3000 },
  secondPublish: "refuse",
  quotaTotal: 50,
  callBudget: 48_000,
  fetchTimeoutMs: 10_000,
  obeysRobots: false,
  takesEditLists: false,
  resumableForInstagram: true,
  hasTrialReels: true,
  listsHiddenPhotos: true,
  tokenReply: "data",
  audience: 0,
  insightsDelayMs: 0,
  metricTroubles: {},
};
