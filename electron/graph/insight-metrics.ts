/** What a post is to insights. A video of the feed is a reel since all are posted as such. */
export type Product = "FEED" | "REELS" | "STORY";

/** A metric that can be told by parts, in a call of its own. */
export type Breakdown = { readonly metric: string; readonly by: string };

type Rule = {
  readonly of: readonly Product[];
  readonly isFacebookOnly?: true;
  readonly by?: string;
};

const ALL = ["FEED", "REELS", "STORY"] as const;
const POSTS = ["FEED", "REELS"] as const;
const FACEBOOK = { isFacebookOnly: true } as const;

/**
 * Which metric there is for which product and login (IG Media Insights page, 2026-10-04; `link_clicks`: changelog of 2026-06-22).
 * The surest first. Not asked for: `facebook_views` and `crossposted_views`, which throw for a post that was not shared to Facebook, and the
 * app shares none; `impressions`, `plays`, `video_views` and their like, which are gone.
 */
const METRICS: Readonly<Record<string, Rule>> = {
  reach: { of: ALL },
  views: { of: ALL },
  likes: { of: POSTS },
  comments: { of: POSTS },
  saved: { of: POSTS },
  shares: { of: ALL },
  reposts: { of: ALL },
  replies: { of: ["STORY"] },
  total_interactions: { of: ALL },
  follows: { of: ["FEED", "STORY"] },
  profile_visits: { of: ["FEED", "STORY"] },
  profile_activity: { of: ["FEED", "STORY"], by: "action_type" },
  navigation: { of: ["STORY"], by: "story_navigation_action_type" },
  ig_reels_avg_watch_time: { of: ["REELS"] },
  ig_reels_video_view_total_time: { of: ["REELS"] },
  reels_skip_rate: { of: ["REELS"] },
  link_clicks: { of: ["STORY"], ...FACEBOOK },
  total_likes: { of: POSTS, ...FACEBOOK },
  total_comments: { of: POSTS, ...FACEBOOK },
  total_views: { of: ALL, ...FACEBOOK },
};

/** The metrics of a product that a login may ask for, and which of them have parts. */
export function metricsOf(
  product: Product,
  { isFacebook }: { readonly isFacebook: boolean },
): { readonly names: readonly string[]; readonly breakdowns: readonly Breakdown[] } {
  const fitting = Object.entries(METRICS).filter(
    ([, rule]) => rule.of.includes(product) && (isFacebook || !rule.isFacebookOnly),
  );
  return {
    names: fitting.map(([name]) => name),
    breakdowns: fitting.flatMap(([metric, { by }]) => (by === undefined ? [] : [{ metric, by }])),
  };
}
