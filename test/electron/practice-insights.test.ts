import { expect, test } from "vitest";
import { movie } from "../harness/movies.ts";
import {
  hostPictures,
  practise,
  type GraphBody,
  type Practised,
} from "../harness/practice-client.ts";

const V = "/v26.0";
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const host = await hostPictures();
const image_url = host.url;
const film = movie();
const video_url = host.serve((_request, response) => response.end(film));

const seen = { behaviour: { audience: 5000, processingMs: 0 } };

type Insight = {
  readonly name: string;
  readonly period: string;
  readonly values?: readonly { readonly value: number; readonly end_time?: string }[];
  readonly total_value?: {
    readonly value: number;
    readonly breakdowns?: readonly {
      readonly dimension_keys: readonly string[];
      readonly results: readonly {
        readonly dimension_values: readonly string[];
        readonly value: number;
      }[];
    }[];
  };
};

function insights(body: GraphBody): readonly Insight[] {
  return body.data as unknown as readonly Insight[];
}

function ask(practice: Practised, id: string, params: string | Record<string, string>) {
  const asked = typeof params === "string" ? { metric: params } : params;
  return practice.call("GET", `${V}/${id}/insights`, asked);
}

async function figures(practice: Practised, id: string, metric: string) {
  const { body } = await ask(practice, id, metric);
  return Object.fromEntries(
    insights(body).map(({ name, values }) => [name, values?.[0]?.value ?? 0]),
  );
}

const FEED =
  "reach,views,shares,total_interactions,reposts,likes,comments,saved,follows,profile_visits";
const REELS =
  "reach,views,likes,comments,saved,shares,total_interactions,ig_reels_avg_watch_time,ig_reels_video_view_total_time,reels_skip_rate";
const STORY = "reach,views,shares,replies,navigation,follows,profile_visits";

test("figures grow over the hours, never fall, and are the same when asked again", async () => {
  await using practice = await practise(seen);
  const mediaId = await practice.post("grows");
  let last: Record<string, number> = {};
  for (const hours of [1, 23, 6 * 24, 21 * 24]) {
    practice.clock.advance(hours * HOUR);
    const now = await figures(practice, mediaId, FEED);
    expect(await figures(practice, mediaId, FEED)).toEqual(now);
    for (const [name, value] of Object.entries(last))
      expect(now[name], name).toBeGreaterThanOrEqual(value);
    last = now;
  }
  expect(last["reach"]).toBeGreaterThan(500);
  expect(last["views"]).toBeGreaterThan(last["reach"] ?? 0);
  const { body } = await practice.call("GET", `${V}/${mediaId}`, { fields: "like_count" });
  expect(body).toMatchObject({ like_count: last["likes"] });
});

test("each product has its metrics, and each comes in Graph's envelope", async () => {
  await using practice = await practise(seen);
  const reel = await practice.publish(await practice.make({ media_type: "REELS", video_url }));
  const story = await practice.publish(await practice.make({ media_type: "STORIES", image_url }));
  practice.clock.advance(20 * HOUR);
  const { body } = await ask(practice, reel, REELS);
  expect(insights(body).map(({ name }) => name)).toEqual(REELS.split(","));
  expect(insights(body)[0]).toEqual({
    name: "reach",
    period: "lifetime",
    values: [{ value: expect.any(Number) }],
    title: "Reach",
    description: expect.any(String),
    id: `${reel}/insights/reach/lifetime`,
  });
  expect((await figures(practice, reel, REELS))["ig_reels_avg_watch_time"]).toBe(4000);
  expect(Object.keys(await figures(practice, story, STORY))).toEqual(STORY.split(","));
  const navigation = await ask(practice, story, {
    metric: "navigation",
    breakdown: "story_navigation_action_type",
  });
  const total = insights(navigation.body)[0]?.total_value;
  const parts = total?.breakdowns?.[0]?.results ?? [];
  expect(parts.map(({ dimension_values }) => dimension_values[0])).toContain("tap_forward");
  expect(parts.reduce((sum, part) => sum + part.value, 0)).toBe(total?.value);
});

test("one metric that does not fit fails the whole call; a dead or foreign one is named", async () => {
  await using practice = await practise(seen);
  const mediaId = await practice.post("x");
  practice.clock.advance(DAY);
  const code = async (metric: string, more: Record<string, string> = {}) =>
    (await ask(practice, mediaId, { metric, ...more })).body.error.code;
  expect(await code("reach,navigation")).toBe(1);
  expect(await code("reach,ig_reels_avg_watch_time")).toBe(1);
  expect(await code("reach", { breakdown: "action_type" })).toBe(1);
  for (const metric of [
    "",
    "plays",
    "impressions",
    "video_views",
    "total_likes",
    "facebook_views",
    "saves",
  ])
    expect(await code(metric), metric).toBe(100);
});

test("Facebook Login has metrics that Instagram Login has not", async () => {
  await using practice = await practise({ ...seen, login: "facebook" });
  const mediaId = await practice.publish(await practice.make({ image_url }));
  practice.clock.advance(DAY);
  expect(Object.keys(await figures(practice, mediaId, "total_likes,total_views"))).toHaveLength(2);
});

test("a story has too few viewers at first, figures while it is up, and none after a day", async () => {
  await using practice = await practise(seen);
  const story = await practice.publish(await practice.make({ media_type: "STORIES", image_url }));
  expect((await ask(practice, story, STORY)).body.error).toMatchObject({
    code: 10,
    message: expect.stringContaining("Not enough viewers"),
  });
  practice.clock.advance(23 * HOUR);
  expect((await figures(practice, story, STORY))["reach"]).toBeGreaterThan(100);
  practice.clock.advance(HOUR);
  expect((await ask(practice, story, STORY)).body.data).toEqual([]);
});

test("missing figures are an empty list: without viewers, and before the delay has passed", async () => {
  await using quiet = await practise();
  expect((await ask(quiet, await quiet.post("x"), "reach")).body).toEqual({ data: [] });
  await using late = await practise({
    behaviour: { ...seen.behaviour, insightsDelayMs: 48 * HOUR },
  });
  const mediaId = await late.post("x");
  late.clock.advance(47 * HOUR);
  expect((await ask(late, mediaId, "reach")).body.data).toEqual([]);
  late.clock.advance(10 * HOUR);
  expect((await ask(late, mediaId, "reach")).body.data).toHaveLength(1);
});

test("a part of a carousel has no insights, and neither has a token without the permission", async () => {
  await using practice = await practise(seen);
  const part = () => practice.make({ image_url, is_carousel_item: "true" });
  const children = `${await part()},${await part()}`;
  const album = await practice.publish(await practice.make({ media_type: "CAROUSEL", children }));
  const list = await practice.call("GET", `${V}/${album}/children`);
  expect((await ask(practice, list.body.data[0]?.id ?? "", "reach")).body.error.error_subcode).toBe(
    33,
  );
  const { token } = practice.server.issueToken(practice.userId, ["instagram_business_basic"]);
  const reply = await ask(practice, album, { metric: "reach", access_token: token });
  expect(reply.body.error.code).toBe(10);
});

test("an account's reach comes as days that end at UTC-7, or as one total that they add up to", async () => {
  await using practice = await practise(seen);
  const start = Date.UTC(2026, 9, 8, 7);
  practice.clock.advance(start - practice.clock.now() + DAY);
  await practice.post("x");
  practice.clock.advance(5 * DAY);
  const span = {
    since: String(start / 1000),
    until: String(start / 1000 + 5 * 24 * 60 * 60),
    period: "day",
  };
  const series = await ask(practice, "me", { metric: "reach", ...span });
  const values = insights(series.body)[0]?.values ?? [];
  expect(values.map(({ end_time }) => end_time)).toEqual(
    [9, 10, 11, 12, 13].map((day) => `2026-10-${String(day).padStart(2, "0")}T07:00:00+0000`),
  );
  const total = await ask(practice, "me", {
    metric: "reach,likes,saves",
    ...span,
    metric_type: "total_value",
  });
  const sum = values.reduce((all, { value }) => all + value, 0);
  expect(sum).toBeGreaterThan(0);
  expect(insights(total.body)[0]?.total_value?.value).toBe(sum);
  expect(series.body.paging.next).toContain(`since=${span.until}`);
});

test.each([
  ["views as a series", { metric: "views", period: "day" }],
  ["another period", { metric: "reach", period: "week" }],
  ["a metric that is gone", { metric: "website_clicks", period: "day" }],
  [
    "more than 30 days",
    { metric: "reach", period: "day", since: "1790000000", until: "1792678401" },
  ],
  [
    "a breakdown that does not fit",
    { metric: "likes", period: "day", metric_type: "total_value", breakdown: "age" },
  ],
  [
    "demographics without a timeframe",
    {
      metric: "follower_demographics",
      period: "lifetime",
      metric_type: "total_value",
      breakdown: "age",
    },
  ],
  [
    "demographics without a breakdown",
    {
      metric: "follower_demographics",
      period: "lifetime",
      metric_type: "total_value",
      timeframe: "this_month",
    },
  ],
])("account insights refuse %s", async (_what, { metric, ...more }) => {
  await using practice = await practise(seen);
  expect((await ask(practice, "me", { metric, ...more })).body.error.code).toBe(100);
});

test("who the followers are is told from a hundred of them on", async () => {
  const metric = "follower_demographics";
  const more = {
    period: "lifetime",
    metric_type: "total_value",
    breakdown: "gender",
    timeframe: "this_month",
  };
  await using practice = await practise(seen);
  const results = insights((await ask(practice, "me", { metric, ...more })).body)[0]?.total_value
    ?.breakdowns?.[0]?.results;
  expect(results?.reduce((sum, { value }) => sum + value, 0)).toBe(5000);
  await using few = await practise({ behaviour: { audience: 99 } });
  expect((await ask(few, "me", { metric, ...more })).body.error.code).toBe(10);
});

test("insights can lag and fail like any other read", async () => {
  await using practice = await practise({
    ...seen,
    faults: {
      rules: [
        { on: "media-insights", nth: 1, effect: { kind: "server-error", acts: false } },
        { on: "media-insights", nth: 2, effect: { kind: "lag", ms: 12 * HOUR } },
      ],
    },
  });
  const mediaId = await practice.post("x");
  practice.clock.advance(DAY);
  expect((await ask(practice, mediaId, "reach")).status).toBe(500);
  const behind = await figures(practice, mediaId, "reach");
  const now = await figures(practice, mediaId, "reach");
  expect(behind["reach"]).toBeLessThan(now["reach"] ?? 0);
});
