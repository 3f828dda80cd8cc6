import type { Figure, Reading, ReadingAge } from "../../../shared/contract/analytics.ts";
import type { Publication } from "../../../shared/contract/publishing.ts";
import type { Fake, FakeRoutes } from "./fake-bridge.ts";

const HOUR = 3_600_000;
const AGES: Readonly<Record<ReadingAge, number>> = {
  "1h": 1,
  "23h": 23,
  "24h": 24,
  "7d": 7 * 24,
  "28d": 28 * 24,
};
/** How much of what it will gather a post has at each age. */
const GATHERED: Readonly<Record<ReadingAge, number>> = {
  "1h": 0.06,
  "23h": 0.9,
  "24h": 0.64,
  "7d": 0.94,
  "28d": 1,
};
const PARTS = {
  reach: 1,
  views: 1.46,
  likes: 0.061,
  comments: 0.0042,
  saved: 0.027,
  shares: 0.009,
  reposts: 0.002,
  total_interactions: 0.103,
};
const OF_POSTS = { ...PARTS, follows: 0.003, profile_visits: 0.022 };
const OF_REELS = {
  ...PARTS,
  ig_reels_avg_watch_time: 1.9,
  ig_reels_video_view_total_time: 6400,
  reels_skip_rate: 0.011,
};
const OF_STORIES = { reach: 0.4, views: 0.47, replies: 0.003, navigation: 0.81 };

export function analyticsRoutes({ world }: Fake): FakeRoutes<"analytics"> {
  return {
    posts: async ({ accountId, fromAt, toAt }) => ({
      posts: world.publications
        .filter((one) => one.accountId === accountId && one.publishedAt !== null)
        .map((one) => ({
          ...one,
          publicationId: one.id,
          publishedAt: one.publishedAt ?? 0,
          readings: readingsOf(one, world.now),
        }))
        .filter((one) => one.publishedAt >= fromAt && one.publishedAt < toAt),
      nextCursor: null,
    }),
  };
}

/** Figures nobody made, for the preview alone; the same each time. The newest post's first reading came late. */
export function readingsOf(publication: Publication, now: number): Reading[] {
  const { publishedAt, format, id } = publication;
  if (publishedAt === null) return [];
  const ages = format === "story" ? (["23h"] as const) : (["1h", "24h", "7d", "28d"] as const);
  const audience = 2600 + ((id.charCodeAt(id.length - 1) * 397 + id.length * 31) % 1900);
  const isYoung = now - publishedAt < 7 * 24 * HOUR;
  const all = ages.map((age): Reading => {
    const dueAt = publishedAt + AGES[age] * HOUR;
    const isLate = age === "1h" && isYoung;
    const askedAt = isLate ? dueAt + 2.4 * HOUR : dueAt;
    const isTaken = askedAt <= now;
    return {
      age,
      state: isTaken ? "taken" : "waiting",
      dueAt,
      nextAt: isTaken ? null : dueAt,
      waitReason: null,
      askedAt: isTaken ? askedAt : null,
      ageMs: isTaken ? askedAt - publishedAt : null,
      isLate: isTaken && isLate,
      figures: isTaken ? figuresOf(format, audience * GATHERED[age]) : [],
      dropped: [],
      note: isTaken && isLate ? "Taken late, at an age of 3 h 24 min." : null,
      code: null,
    };
  });
  return format === "carousel" ? all.map(troubled) : all;
}

/** As of a laptop that was shut, and of a metric that Instagram took back. */
function troubled(reading: Reading): Reading {
  if (reading.age === "1h")
    return {
      ...reading,
      state: "missed",
      nextAt: null,
      askedAt: null,
      ageMs: null,
      isLate: false,
      figures: [],
      note: "The app was not running, or the computer slept. Then the next one was due.",
    };
  if (reading.age !== "24h" || reading.state !== "taken") return reading;
  const figures = reading.figures.filter(({ metric }) => metric !== "reposts");
  const dropped = [{ metric: "reposts", why: "Instagram refused it (100)." }];
  return { ...reading, figures, dropped };
}

function figuresOf(format: Publication["format"], reach: number): Figure[] {
  const parts = Object.entries(
    format === "story" ? OF_STORIES : format === "reel" ? OF_REELS : OF_POSTS,
  );
  const whole = parts.map(([metric, part]) => ({
    metric,
    part: null,
    value: Math.round(reach * part),
  }));
  if (format !== "story") return whole;
  const taps = { tap_forward: 0.62, tap_back: 0.07, tap_exit: 0.09, swipe_forward: 0.03 };
  return [
    ...whole,
    ...Object.entries(taps).map(([part, share]) => ({
      metric: "navigation",
      part,
      value: Math.round(reach * share),
    })),
  ];
}
