import { reactionsOf, splitOver, type Reactions } from "../growth.ts";
import { isUp, type Media } from "../media-store.ts";
import { badParameter, missingObject, notEnoughViewers, unknownError } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";
import { mediaOf } from "./media.ts";

type Product = "FEED" | "REELS" | "STORY";
type Metric = {
  readonly of: readonly Product[];
  readonly value: (reactions: Reactions, facts: { comments: number; seconds: number }) => number;
  readonly breakdown?: string;
  readonly isFacebookOnly?: boolean;
};

const ALL = ["FEED", "REELS", "STORY"] as const;
const POSTS = ["FEED", "REELS"] as const;
const REEL = ["REELS"] as const;
const interactions: Metric["value"] = ({ likes, saved, shares, replies }, { comments }) =>
  likes + saved + shares + replies + comments;
/** Mean part of a reel that is watched; the unit of times is not stated by Meta, commonly it is milliseconds. */
const WATCHED = 0.4;

/** Which metric there is for which product (Instagram Media Insights, September 2026). */
const METRICS: Readonly<Record<string, Metric>> = {
  reach: { of: ALL, value: ({ reach }) => reach },
  views: { of: ALL, value: ({ views }) => views },
  shares: { of: ALL, value: ({ shares }) => shares },
  reposts: { of: ALL, value: ({ reposts }) => reposts },
  total_interactions: { of: ALL, value: interactions },
  likes: { of: POSTS, value: ({ likes }) => likes },
  comments: { of: POSTS, value: (_, { comments }) => comments },
  saved: { of: POSTS, value: ({ saved }) => saved },
  follows: { of: ["FEED", "STORY"], value: ({ follows }) => follows },
  profile_visits: { of: ["FEED", "STORY"], value: ({ profileVisits }) => profileVisits },
  profile_activity: {
    of: ["FEED", "STORY"],
    value: ({ profileActivity }) => profileActivity,
    breakdown: "action_type",
  },
  ig_reels_avg_watch_time: {
    of: REEL,
    value: (_, { seconds }) => Math.round(1000 * seconds * WATCHED),
  },
  ig_reels_video_view_total_time: {
    of: REEL,
    value: ({ views }, { seconds }) => views * Math.round(1000 * seconds * WATCHED),
  },
  reels_skip_rate: { of: REEL, value: ({ reach, likes }) => (reach === 0 ? 0 : 30 + (likes % 25)) },
  navigation: {
    of: ["STORY"],
    value: ({ navigation }) => navigation,
    breakdown: "story_navigation_action_type",
  },
  replies: { of: ["STORY"], value: ({ replies }) => replies },
  link_clicks: { of: ["STORY"], value: ({ linkClicks }) => linkClicks, isFacebookOnly: true },
  total_likes: { of: POSTS, value: ({ likes }) => likes, isFacebookOnly: true },
  total_comments: { of: POSTS, value: (_, { comments }) => comments, isFacebookOnly: true },
  total_views: { of: ALL, value: ({ views }) => views, isFacebookOnly: true },
};
/** These throw for what was not shared to Facebook; nothing here ever is. */
const ELSEWHERE = ["facebook_views", "crossposted_views"];
const BREAKDOWNS: Readonly<Record<string, readonly string[]>> = {
  action_type: ["BIO_LINK_CLICKED", "CALL", "DIRECTION", "EMAIL", "OTHER", "TEXT"],
  story_navigation_action_type: ["tap_forward", "tap_back", "tap_exit", "swipe_forward"],
};

/** `GET /{media-id}/insights?metric=`. One metric that does not fit fails the whole call. */
export function readInsights(practice: Practice, call: Call): object {
  const { params, objectId, holder, lagMs } = call;
  // A part of a carousel has none.
  if (practice.store.media.findChild(objectId)) throw missingObject(objectId);
  const media = mediaOf(practice, call);
  const names = (params.get("metric") ?? "").split(/[\s,]+/).filter(Boolean);
  const breakdown = params.get("breakdown");
  refuseTroubled(practice, names);
  const metrics = chooseMetrics(names, { media, breakdown, isFacebook: holder !== "instagram" });
  const isLate = practice.now() - lagMs < media.at + practice.behaviour.insightsDelayMs;
  if (isLate || !isUp(media, practice.now())) return { data: [] };
  const reactions = reactionsOf(practice, media, lagMs);
  if (media.format === "story" && reactions.reach < 5) throw notEnoughViewers();
  // "Missing data is an empty array, not 0."
  if (reactions.reach === 0) return { data: [] };
  const comments = practice.store.comments.count(media.mediaId);
  const facts = { comments, seconds: (media.video?.durationMs ?? 0) / 1000 };
  const told = metrics.filter(([name]) => practice.behaviour.metricTroubles[name] !== "untold");
  return {
    data: told.map(([name, metric]) => {
      const value = metric.value(reactions, facts);
      return { ...head(media, name), ...valueNode(value, breakdown, `${media.mediaId}:${name}`) };
    }),
  };
}

/** One metric that is taken back fails the call for all of them. */
function refuseTroubled({ behaviour }: Practice, names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    const trouble = behaviour.metricTroubles[name];
    if (trouble === "unknown-error") throw unknownError();
    if (trouble === "gone")
      throw badParameter(`metric[${index}] must be one of the following values: reach, views`);
  }
}

function chooseMetrics(
  names: readonly string[],
  asked: { media: Media; breakdown: string | undefined; isFacebook: boolean },
): readonly (readonly [string, Metric])[] {
  if (names.length === 0) throw badParameter("The parameter metric is required");
  return names.map((name, index) => {
    if (ELSEWHERE.includes(name)) throw badParameter("The media was not shared to Facebook");
    const metric = METRICS[name];
    if (!metric || (metric.isFacebookOnly === true && !asked.isFacebook))
      throw badParameter(
        `metric[${index}] must be one of the following values: ${Object.keys(METRICS).join(", ")}`,
      );
    const fits = metric.of.includes(productOf(asked.media));
    if (!fits || (asked.breakdown !== undefined && asked.breakdown !== metric.breakdown))
      throw unknownError();
    return [name, metric];
  });
}

function productOf({ format }: Media): Product {
  if (format === "reel") return "REELS";
  return format === "story" ? "STORY" : "FEED";
}

function head({ mediaId }: Media, name: string): object {
  const title = name.replaceAll("_", " ");
  return {
    name,
    period: "lifetime",
    title: title.charAt(0).toUpperCase() + title.slice(1),
    description: `Practice figures for ${title}.`,
    id: `${mediaId}/insights/${name}/lifetime`,
  };
}

function valueNode(value: number, breakdown: string | undefined, words: string): object {
  if (breakdown === undefined) return { values: [{ value }] };
  const results = splitOver(value, BREAKDOWNS[breakdown] ?? [], words)
    .filter(([, part]) => part > 0)
    .map(([name, part]) => ({ dimension_values: [name], value: part }));
  return { total_value: { value, breakdowns: [{ dimension_keys: [breakdown], results }] } };
}
