/**
 * The platform's limits as this server keeps them: read from Meta's IG User Media, IG Container, Content Publishing and token
 * pages (2026-10-04) on its own, so that a mistake in `shared/rules` meets a second opinion here.
 */
const dayMs = 24 * 60 * 60 * 1000;

export const PLATFORM = {
  captionCharacters: 2200,
  hashtags: 30,
  mentions: 20,
  altTextCharacters: 1000,
  imageBytes: 8 * 1024 * 1024,
  imageAspectMin: 4 / 5,
  imageAspectMax: 1.91,
  /** A picture outside this range of widths is scaled into it, not refused. */
  imageWidthMin: 320,
  imageWidthMax: 1440,
  containersPerDay: 400,
  containerLifeMs: dayMs,
  tokenLifeMs: 60 * dayMs,
  tokenRefreshableAfterMs: dayMs,
  quotaWindowMs: dayMs,
  usageWindowMs: dayMs,
  pageSize: 25,
  pageSizeMax: 100,
} as const;

/** How this practice Instagram behaves where the platform's own behaviour varies or is not published. */
export type Behaviour = {
  /** How long a container stays IN_PROGRESS: a number, or a range by chance. Judged at each read, never by a timer. */
  readonly processingMs: number | { readonly min: number; readonly max: number };
  /** Not documented by Meta: a second `media_publish` of one container is refused, or publishes a second post. */
  readonly secondPublish: "refuse" | "publish-again";
  /** Posts per rolling 24 hours. Meta's pages say 25, 50 and 100. */
  readonly quotaTotal: number;
  /** Calls per account in a rolling 24 hours; the platform gives 4800 times the account's impressions. */
  readonly callBudget: number;
  /** How long a download of `image_url` may take before -2/2207003. */
  readonly fetchTimeoutMs: number;
};

export const BEHAVIOUR: Behaviour = {
  processingMs: { min: 1000, max: 3000 },
  secondPublish: "refuse",
  quotaTotal: 50,
  callBudget: 48_000,
  fetchTimeoutMs: 10_000,
};
