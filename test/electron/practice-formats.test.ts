import { expect, test } from "vitest";
import { movie } from "../harness/movies.ts";
import { hostPictures, picture, practise, type Practised } from "../harness/practice-client.ts";

const V = "/v26.0";
const host = await hostPictures();
const image_url = host.url;
const tall = await picture(1080, 1920);
const cover_url = host.serve((_request, response) => response.end(tall));
const reel = movie();
const video_url = host.serve((_request, response) => response.end(reel));

const BOTH = ["instagram", "facebook"] as const;

function refusal(practice: Practised, params: Readonly<Record<string, string>>) {
  return practice
    .call("POST", `${V}/${practice.userId}/media`, params)
    .then(({ body }) => [body.error.code, body.error.error_subcode ?? null]);
}

async function child(practice: Practised, params: Readonly<Record<string, string>> = {}) {
  return practice.make({ image_url, is_carousel_item: "true", ...params });
}

async function read(practice: Practised, id: string, fields: string) {
  return (await practice.call("GET", `${V}/${id}`, { fields })).body as unknown as Record<
    string,
    unknown
  >;
}

const KIND = "media_type,media_product_type,permalink";

test.each(BOTH)("an image goes out with all that it takes, by %s login", async (login) => {
  await using practice = await practise({ login });
  const params = {
    image_url,
    caption: "linen",
    alt_text: "a chair",
    location_id: "110843418940484",
    user_tags: JSON.stringify([{ username: "ana.k", x: 0.5, y: 0.25 }]),
    collaborators: JSON.stringify(["studio.b"]),
    is_ai_generated: "true",
    ...(login === "facebook"
      ? {
          is_paid_partnership: "true",
          branded_content_sponsor_ids: JSON.stringify(["17841400000000001"]),
          product_tags: JSON.stringify([{ product_id: "3231", x: 0.1, y: 0.9 }]),
        }
      : {}),
  };
  const mediaId = await practice.publish(await practice.make(params));
  const entry = practice.server.ledger().at(-1);
  expect(entry).toMatchObject({
    kind: "publish",
    mediaId,
    format: "image",
    received: { ...params, image_url: "(address)" },
  });
  expect(await read(practice, mediaId, KIND)).toMatchObject({
    media_type: "IMAGE",
    media_product_type: "FEED",
    permalink: expect.stringMatching(/\/p\/D.{10}\/$/),
  });
});

test("a reel goes out with its cover, and reads back as a VIDEO of REELS", async () => {
  await using practice = await practise();
  const params = {
    media_type: "REELS",
    video_url,
    cover_url,
    caption: "a reel",
    share_to_feed: "false",
    audio_name: "Loom",
    thumb_offset: "2500",
    trial_params: JSON.stringify({ graduation_strategy: "MANUAL" }),
    user_tags: JSON.stringify([{ username: "ana.k" }]),
    collaborators: JSON.stringify(["studio.b", "studio.c", "studio.d"]),
    location_id: "110843418940484",
    is_ai_generated: "true",
  };
  const mediaId = await practice.publish(await practice.make(params));
  const node = await read(practice, mediaId, `${KIND},is_shared_to_feed,media_url,thumbnail_url`);
  expect(node).toMatchObject({
    media_type: "VIDEO",
    media_product_type: "REELS",
    is_shared_to_feed: false,
    permalink: expect.stringMatching(/\/reel\/D.{10}\/$/),
  });
  expect(practice.server.ledger().at(-1)).toMatchObject({
    received: { ...params, video_url: "(address)", cover_url: "(address)" },
    picture: { width: 1080, height: 1920 },
    video: { durationMs: 10_000, codec: "avc1", width: 1080, height: 1920 },
  });
  const played = await fetch(String(node["media_url"]), { headers: { range: "bytes=4-7" } });
  expect([played.status, await played.text()]).toEqual([206, "ftyp"]);
  const whole = await fetch(String(node["media_url"]));
  expect(Buffer.from(await whole.arrayBuffer()).equals(reel)).toBe(true);
  expect((await fetch(String(node["thumbnail_url"]))).headers.get("content-type")).toBe(
    "image/jpeg",
  );
});

test("a carousel of images and videos goes out in its order, its parts readable", async () => {
  await using practice = await practise();
  const children = [
    await child(practice, { alt_text: "first" }),
    await practice.make({ media_type: "VIDEO", video_url, is_carousel_item: "true" }),
    await practice.make({ video_url, is_carousel_item: "true" }),
  ];
  const parent = await practice.make({
    media_type: "CAROUSEL",
    caption: "three",
    children: children.join(","),
    is_ai_generated: "true",
  });
  const mediaId = await practice.publish(parent);
  const node = await read(practice, mediaId, `${KIND},caption,children{id,media_type,alt_text}`);
  expect(node).toMatchObject({ media_type: "CAROUSEL_ALBUM", media_product_type: "FEED" });
  const parts = (node["children"] as { data: Record<string, unknown>[] }).data;
  expect(parts.map((part) => [part["media_type"], part["alt_text"]])).toEqual([
    ["IMAGE", "first"],
    ["VIDEO", undefined],
    ["VIDEO", undefined],
  ]);
  const edge = await practice.call("GET", `${V}/${mediaId}/children`, { fields: "media_type" });
  expect(edge.body.data.map(({ id }) => id)).toEqual(parts.map((part) => part["id"]));
  const part = await read(practice, String(parts[1]?.["id"]), "media_type,permalink,timestamp");
  expect(part).toMatchObject({ media_type: "VIDEO", permalink: node["permalink"] });
  const limit = await practice.call("GET", `${V}/me/content_publishing_limit`);
  expect(limit.body.data).toEqual([{ quota_usage: 1 }]);
  const list = await practice.call("GET", `${V}/me/media`);
  expect(list.body.data).toEqual([{ id: mediaId }]);
});

test.each([
  ["IMAGE", { image_url }],
  ["VIDEO", { video_url }],
] as const)(
  "a story of an %s is under stories, not under media, and gone after a day",
  async (type, source) => {
    await using practice = await practise();
    const params = { media_type: "STORIES", ...source, caption: "not kept" };
    const mediaId = await practice.publish(await practice.make(params));
    const list = async (edge: string): Promise<readonly { readonly id: string }[]> =>
      (await practice.call("GET", `${V}/me/${edge}`)).body.data;
    expect(await list("stories")).toEqual([{ id: mediaId }]);
    expect(await list("media")).toEqual([]);
    const node = await read(practice, mediaId, `${KIND},caption,media_url`);
    expect(node).toMatchObject({
      media_type: type,
      media_product_type: "STORY",
      permalink: expect.stringContaining(`/stories/defeah.home/${mediaId}/`),
      media_url: expect.stringContaining("http"),
    });
    expect(node["caption"]).toBeUndefined();
    expect((await fetch(String(node["permalink"]))).status).toBe(200);
    practice.clock.advance(24 * 60 * 60 * 1000);
    expect(await list("stories")).toEqual([]);
    expect((await read(practice, mediaId, "media_url"))["media_url"]).toBeUndefined();
    expect((await fetch(String(node["permalink"]))).status).toBe(404);
  },
);

test("a story picture may be of any shape, a post's may not", async () => {
  await using practice = await practise();
  expect(await practice.make({ media_type: "STORIES", image_url: cover_url })).toMatch(/^179/);
  expect(await refusal(practice, { image_url: cover_url })).toEqual([36003, 2207009]);
});

const json = JSON.stringify;
const product = { product_id: "1", x: 0, y: 0 };
const tag = { username: "ana.k", x: 0.5, y: 0.5 };
test.each([
  ["an alt text on a reel", { media_type: "REELS", video_url, alt_text: "x" }, [100, null]],
  [
    "a caption on a carousel's part",
    { image_url, is_carousel_item: "true", caption: "x" },
    [100, null],
  ],
  [
    "an AI label on a carousel's part",
    { image_url, is_carousel_item: "true", is_ai_generated: "true" },
    [100, null],
  ],
  [
    "collaborators on a story",
    { media_type: "STORIES", image_url, collaborators: '["a"]' },
    [100, null],
  ],
  ["a cover on an image", { image_url, cover_url }, [100, null]],
  [
    "a reel in a carousel",
    { media_type: "REELS", video_url, is_carousel_item: "true" },
    [100, null],
  ],
  ["a reel without a video", { media_type: "REELS" }, [100, null]],
  [
    "a reel with both ways to send it",
    { media_type: "REELS", video_url, upload_type: "resumable" },
    [100, null],
  ],
  ["another upload type", { media_type: "REELS", upload_type: "other" }, [100, null]],
  ["four collaborators", { image_url, collaborators: '["a","b","c","d"]' }, [100, null]],
  ["collaborators that are no list", { image_url, collaborators: "a,b" }, [100, null]],
  ["a collaborator with a sign", { image_url, collaborators: '["@a"]' }, [100, null]],
  [
    "21 tagged people",
    { image_url, user_tags: json(Array.from({ length: 21 }, () => tag)) },
    [100, 2207040],
  ],
  [
    "a tag without a place on an image",
    { image_url, user_tags: '[{"username":"a"}]' },
    [100, null],
  ],
  ["a tag outside the image", { image_url, user_tags: json([{ ...tag, x: 1.1 }]) }, [100, null]],
  [
    "a tag with a place on a reel",
    { media_type: "REELS", video_url, user_tags: json([tag]) },
    [100, null],
  ],
  ["a place that is none", { image_url, location_id: "Berlin" }, [100, null]],
  [
    "a cover frame that is no number",
    { media_type: "REELS", video_url, thumb_offset: "soon" },
    [100, null],
  ],
  [
    "another strategy of a trial",
    { media_type: "REELS", video_url, trial_params: '{"graduation_strategy":"X"}' },
    [100, null],
  ],
  ["product tags with this login", { image_url, product_tags: "[]" }, [100, null]],
  ["a partnership label with this login", { image_url, is_paid_partnership: "true" }, [100, null]],
  ["a carousel without children", { media_type: "CAROUSEL" }, [100, null]],
  ["a carousel of one", { media_type: "CAROUSEL", children: "17900000000000001" }, [100, 2207028]],
  [
    "a carousel of eleven",
    {
      media_type: "CAROUSEL",
      children: Array.from({ length: 11 }, (_, n) => `1790${n}`).join(","),
    },
    [100, 2207028],
  ],
  [
    "a carousel of what is not there",
    { media_type: "CAROUSEL", children: "179001,179002" },
    [24, 2207008],
  ],
] as const)("%s is refused", async (_what, params, expected) => {
  await using practice = await practise();
  expect(await refusal(practice, params)).toEqual(expected);
  expect(practice.server.ledger().some((entry) => entry.kind === "container")).toBe(false);
});

test.each([
  [
    "six products",
    { image_url, product_tags: json(Array.from({ length: 6 }, () => product)) },
    [100, null],
  ],
  [
    "a product without a place on an image",
    { image_url, product_tags: '[{"product_id":"1"}]' },
    [100, 2207036],
  ],
  [
    "a product with a place on a reel",
    { media_type: "REELS", video_url, product_tags: '[{"product_id":"1","x":0,"y":0}]' },
    [100, 2207035],
  ],
  ["three sponsors", { image_url, branded_content_sponsor_ids: '["1","2","3"]' }, [100, null]],
] as const)("%s is refused with Facebook Login", async (_what, params, expected) => {
  await using practice = await practise({ login: "facebook" });
  expect(await refusal(practice, params)).toEqual(expected);
});

test("an account cannot sponsor itself, and its own Page is no place", async () => {
  await using practice = await practise({ login: "facebook" });
  const own = json([practice.userId]);
  expect(await refusal(practice, { image_url, branded_content_sponsor_ids: own })).toEqual([
    100,
    null,
  ]);
  const page = practice.server.ledger().find((entry) => entry.kind === "page");
  const reply = await practice.call("POST", `${V}/${practice.userId}/media`, {
    image_url,
    location_id: page?.kind === "page" ? page.pageId : "",
  });
  expect(reply.body.error.message).toBe("INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID");
});

test("an account without trial reels is told 2207081", async () => {
  await using practice = await practise({ behaviour: { hasTrialReels: false } });
  const trial_params = json({ graduation_strategy: "SS_PERFORMANCE" });
  const params = { media_type: "REELS", video_url, trial_params };
  expect(await refusal(practice, params)).toEqual([100, 2207081]);
});

test("a carousel waits for its parts, and takes none that are ordinary, twice named or someone else's", async () => {
  await using practice = await practise();
  const ready = await child(practice);
  const made = await practice.call("POST", `${V}/me/media`, {
    image_url,
    is_carousel_item: "true",
  });
  const carousel = (...ids: string[]) =>
    refusal(practice, { media_type: "CAROUSEL", children: ids.join(",") });
  expect(await carousel(ready, made.body.id)).toEqual([9007, 2207027]);
  practice.clock.advance(2000);
  expect(await carousel(ready, ready)).toEqual([100, null]);
  expect(await carousel(ready, await practice.container("ordinary"))).toEqual([100, null]);
  const { platformUserId } = practice.server.createAccount({ username: "other", name: "Other" });
  const access_token = practice.server.issueToken(platformUserId).token;
  const children = json([ready, made.body.id]);
  const stolen = await practice.call("POST", `${V}/me/media`, {
    access_token,
    media_type: "CAROUSEL",
    children,
  });
  expect(stolen.body.error.code).toBe(24);
  const parent = await practice.make({ media_type: "CAROUSEL", children });
  expect(await practice.status(parent)).toMatch(/^Finished/);
  practice.clock.advance(24 * 60 * 60 * 1000);
  expect(await carousel(ready, made.body.id)).toEqual([24, 2207008]);
  const alone = await practice.call("POST", `${V}/me/media_publish`, { creation_id: ready });
  expect(alone.status).toBe(400);
});

test.each(["refuse", "publish-again"] as const)(
  "a second publish of each format: %s",
  async (secondPublish) => {
    await using practice = await practise({ behaviour: { secondPublish, processingMs: 2000 } });
    const children = `${await child(practice)},${await child(practice)}`;
    const containers = [
      await practice.make({ image_url }),
      await practice.make({ media_type: "CAROUSEL", children }),
      await practice.make({ media_type: "REELS", video_url }),
      await practice.make({ media_type: "STORIES", image_url }),
      await practice.make({ media_type: "STORIES", video_url }),
    ];
    for (const creation_id of containers) {
      await practice.publish(creation_id);
      expect(await practice.status(creation_id)).toMatch(/^Published/);
      const second = await practice.call("POST", `${V}/me/media_publish`, { creation_id });
      expect(second.status).toBe(secondPublish === "refuse" ? 400 : 200);
    }
    expect(practice.published()).toBe(secondPublish === "refuse" ? 5 : 10);
  },
);

test("what nobody has heard of is passed over, and kept in the ledger as it came", async () => {
  await using practice = await practise();
  const mediaId = await practice.publish(
    await practice.make({ image_url, comment_enabled: "false", novelty: "1" }),
  );
  expect(practice.server.ledger().at(-1)).toMatchObject({
    received: { comment_enabled: "false", novelty: "1" },
  });
  expect(await read(practice, mediaId, "is_comment_enabled")).toMatchObject({
    is_comment_enabled: true,
  });
});

test("profile and pages show what each post is: a reel to play, a carousel's parts, stories as rings", async () => {
  await using practice = await practise();
  const children = `${await child(practice)},${await practice.make({ video_url, is_carousel_item: "true" })}`;
  const album = await practice.publish(await practice.make({ media_type: "CAROUSEL", children }));
  const audio_name = "<b>Loom</b>";
  const clip = await practice.publish(
    await practice.make({ media_type: "REELS", video_url, audio_name, collaborators: '["ana.k"]' }),
  );
  await practice.publish(await practice.make({ media_type: "STORIES", image_url }));
  const profile = await (await fetch(practice.server.profileUrl(practice.userId))).text();
  expect(profile).toMatch(/<b>2<\/b> posts/);
  expect(profile).toContain('<span class="mark">Reel</span>');
  expect(profile).toContain('<span class="mark">2</span>');
  expect(profile.match(/\/stories\/defeah\.home\//g)).toHaveLength(1);
  const pageOf = async (id: string): Promise<string> => {
    const { permalink } = await read(practice, id, "permalink");
    return (await fetch(String(permalink))).text();
  };
  const carousel = await pageOf(album);
  expect([carousel.match(/<img/g), carousel.match(/<video/g)].map((all) => all?.length)).toEqual([
    1, 1,
  ]);
  const reelPage = await pageOf(clip);
  expect(reelPage).toContain("<video");
  expect(reelPage).toContain("@ana.k");
  expect(reelPage).toContain("&lt;b&gt;Loom&lt;/b&gt;");
  practice.clock.advance(24 * 60 * 60 * 1000);
  const later = await (await fetch(practice.server.profileUrl(practice.userId))).text();
  expect(later).not.toContain("/stories/");
});

test("formats, children and stories are there again after a restart", async () => {
  const first = await practise();
  const children = `${await child(first)},${await child(first)}`;
  const album = await first.publish(await first.make({ media_type: "CAROUSEL", children }));
  const clip = await first.publish(await first.make({ media_type: "REELS", video_url }));
  const story = await first.publish(await first.make({ media_type: "STORIES", image_url }));
  const fields = `${KIND},children{id},media_url`;
  const before = await Promise.all([album, clip, story].map((id) => read(first, id, fields)));
  await first.server.stop();
  await using again = await practise({ folder: first.folder, clock: first.clock });
  expect(await Promise.all([album, clip, story].map((id) => read(again, id, fields)))).toEqual(
    before,
  );
});
