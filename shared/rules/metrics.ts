import type { ReadingAge } from "../contract/analytics.ts";

/** What Instagram's metrics are called on screens and receipts, in the order they are shown (Media Insights, 2026-09). */
const NAMES: Readonly<Record<string, string>> = {
  reach: "Reach",
  views: "Views",
  likes: "Likes",
  comments: "Comments",
  saved: "Saved",
  shares: "Shares",
  reposts: "Reposts",
  replies: "Replies",
  total_interactions: "Interactions",
  follows: "Follows",
  profile_visits: "Profile visits",
  profile_activity: "Profile taps",
  navigation: "Navigation",
  link_clicks: "Link clicks",
  // Meta's page names no unit of the times; milliseconds by what others read.
  ig_reels_avg_watch_time: "Mean watch (ms)",
  ig_reels_video_view_total_time: "Total watch (ms)",
  reels_skip_rate: "Skip rate",
  total_likes: "Likes with ads",
  total_comments: "Comments with ads",
  total_views: "Views with ads",
};
const ORDER = Object.keys(NAMES);

/** `Profile visits`; a name that is not known is shown as it came. */
export function metricName(metric: string): string {
  return NAMES[metric] ?? plain(metric);
}

/** `Tap forward`, for a part of a metric. */
export function partName(part: string): string {
  return plain(part);
}

/** Where a metric stands in a list, the known ones first. */
export function metricOrder(metric: string): number {
  const at = ORDER.indexOf(metric);
  return at === -1 ? ORDER.length : at;
}

function plain(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const AGES: Readonly<Record<ReadingAge, string>> = {
  "1h": "1 h",
  "23h": "23 h",
  "24h": "24 h",
  "7d": "7 d",
  "28d": "28 d",
};

/** `24 h`: how old a post is when its figures are read. */
export function ageName(age: ReadingAge): string {
  return AGES[age];
}
