import { expect, test } from "vitest";
import { metricsOf } from "../../electron/graph/insight-metrics.ts";
import { movie } from "../harness/movies.ts";
import { hostPictures, practise } from "../harness/practice-client.ts";

const host = await hostPictures();
const film = movie();
const video_url = host.serve((_request, response) => response.end(film));
const MEDIA = {
  FEED: { image_url: host.url, caption: "x" },
  REELS: { media_type: "REELS", video_url },
  STORY: { media_type: "STORIES", image_url: host.url },
} as const;
const LOGINS = ["instagram", "facebook"] as const;
const cases = LOGINS.flatMap((login) =>
  (["FEED", "REELS", "STORY"] as const).map((product) => [login, product] as const),
);

test.each(cases)(
  "with %s's login every metric asked for of %s is one that the documentation has, alone and together",
  async (login, product) => {
    await using practice = await practise({
      login,
      behaviour: { audience: 5000, processingMs: 0 },
    });
    const id = await practice.publish(await practice.make(MEDIA[product]));
    practice.clock.advance(20 * 60 * 60 * 1000);
    const { names, breakdowns } = metricsOf(product, { isFacebook: login === "facebook" });
    const ask = async (params: Record<string, string>) =>
      (await practice.call("GET", `/v26.0/${id}/insights`, params)).body.data;
    const told = await ask({ metric: names.join(",") });
    expect(told.map((one) => one["name"])).toEqual(names);
    for (const { metric, by } of breakdowns)
      expect(await ask({ metric, breakdown: by })).toMatchObject([{ name: metric }]);
  },
);

test("what only Facebook's login may ask for is not asked for with the other", () => {
  const extra = (product: "FEED" | "REELS" | "STORY") => {
    const own = metricsOf(product, { isFacebook: false }).names;
    return metricsOf(product, { isFacebook: true }).names.filter((name) => !own.includes(name));
  };
  expect(extra("FEED")).toEqual(["total_likes", "total_comments", "total_views"]);
  expect(extra("REELS")).toEqual(["total_likes", "total_comments", "total_views"]);
  expect(extra("STORY")).toEqual(["link_clicks", "total_views"]);
});
