import { expect, test } from "vitest";
import type { Content, FrozenMedia } from "../../electron/features/publishing/content.ts";
import { contentDigest } from "../../electron/features/publishing/content.ts";
import { itemRequest, wholeRequest } from "../../electron/features/publishing/parameters.ts";
import { paramsOf } from "../../electron/graph/endpoints/containers.ts";
import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import type { PostOptions } from "../../shared/contract/posts.ts";

const item: FrozenMedia = {
  mediaId: "m",
  kind: "picture",
  sha256: "a".repeat(64),
  altText: "A vase.",
  crop: { aspect: "4:5", x: 0.5, y: 0.5 },
  userTags: [{ username: "studio.nord", x: 0.25, y: 1 }],
  productTags: [{ productId: "4711", x: 0, y: 0.5 }],
};
const ALL: PostOptions = {
  locationId: "7640348500",
  collaborators: ["oak", "linen"],
  isPaidPartnership: true,
  sponsorIds: ["17841400000000009"],
  isAiGenerated: true,
  cover: { kind: "frame", offsetMs: 1500 },
  shareToFeed: false,
  audioName: "Rain",
  trial: "SS_PERFORMANCE",
  firstComment: "Hello",
  commentsEnabled: false,
};
const content = (patch: Partial<Content>): Content => ({
  format: "image",
  caption: "Morning light. #oak",
  options: ALL,
  media: [item],
  coverSha256: null,
  postVersion: 1,
  ...patch,
});
const sent = (of: Parameters<typeof paramsOf>[0]) =>
  Object.fromEntries(Object.entries(paramsOf(of)).filter(([, value]) => value !== undefined));

const COMPANY = {
  location_id: "7640348500",
  collaborators: '["oak","linen"]',
  is_paid_partnership: "true",
  branded_content_sponsor_ids: '["17841400000000009"]',
  is_ai_generated: "true",
};
const TAGS = {
  user_tags: '[{"username":"studio.nord","x":0.25,"y":1}]',
  product_tags: '[{"product_id":"4711","x":0,"y":0.5}]',
};

test("a picture brings its words, its tags and its company, and no media type", () => {
  const source = { imageUrl: "https://host/p.jpg" };
  expect(sent(wholeRequest(content({}), { source }))).toEqual({
    image_url: "https://host/p.jpg",
    caption: "Morning light. #oak",
    alt_text: "A vase.",
    ...TAGS,
    ...COMPANY,
  });
});

test("a carousel's words and company go with the parent alone, alt text and tags with each item", () => {
  const carousel = content({ format: "carousel", media: [item, item] });
  expect(sent(wholeRequest(carousel, { children: ["1", "2"] }))).toEqual({
    media_type: "CAROUSEL",
    children: "1,2",
    caption: "Morning light. #oak",
    ...COMPANY,
  });
  expect(sent(itemRequest(item, { imageUrl: "https://host/p.jpg" }))).toEqual({
    is_carousel_item: "true",
    image_url: "https://host/p.jpg",
    alt_text: "A vase.",
    ...TAGS,
  });
});

test("a carousel's video is of type VIDEO, uploaded or fetched, and its products have no place", () => {
  const video: FrozenMedia = { ...item, kind: "video" };
  expect(sent(itemRequest(video, { isResumable: true }))).toEqual({
    media_type: "VIDEO",
    is_carousel_item: "true",
    upload_type: "resumable",
    product_tags: '[{"product_id":"4711"}]',
  });
  expect(sent(itemRequest(video, { videoUrl: "https://host/v.mp4" }))).toMatchObject({
    video_url: "https://host/v.mp4",
  });
});

test("a reel brings cover, sound, trial and where it is shown; its tags have no place", () => {
  const reel = content({ format: "reel", media: [{ ...item, kind: "video" }] });
  const company = {
    media_type: "REELS",
    upload_type: "resumable",
    caption: "Morning light. #oak",
    user_tags: '[{"username":"studio.nord"}]',
    product_tags: '[{"product_id":"4711"}]',
    share_to_feed: "false",
    audio_name: "Rain",
    trial_params: '{"graduation_strategy":"SS_PERFORMANCE"}',
    ...COMPANY,
  };
  const source = { isResumable: true } as const;
  expect(sent(wholeRequest(reel, { source }))).toEqual({ ...company, thumb_offset: "1500" });
  const cover = { kind: "picture", mediaId: "c" } as const;
  const covered = { ...reel, options: { ...ALL, cover }, coverSha256: "b".repeat(64) };
  const coverUrl = "https://host/c.jpg";
  expect(sent(wholeRequest(covered, { source, coverUrl }))).toEqual({
    ...company,
    cover_url: coverUrl,
  });
});

test("a plain reel says where it is shown, and nothing else that she has not chosen", () => {
  const plain = { ...item, kind: "video" as const, userTags: [], productTags: [] };
  const reel = content({ format: "reel", caption: "", options: PLAIN_OPTIONS, media: [plain] });
  expect(sent(wholeRequest(reel, { source: { videoUrl: "https://host/v.mp4" } }))).toEqual({
    media_type: "REELS",
    video_url: "https://host/v.mp4",
    share_to_feed: "true",
  });
});

test("a story brings its file, its tags and the AI label", () => {
  const story = content({ format: "story" });
  expect(sent(wholeRequest(story, { source: { imageUrl: "https://host/p.jpg" } }))).toEqual({
    media_type: "STORIES",
    image_url: "https://host/p.jpg",
    user_tags: TAGS.user_tags,
    is_ai_generated: "true",
  });
});

test("the digest changes with everything that is sent, and with nothing else", () => {
  const digest = contentDigest(content({}));
  const changes: readonly Partial<Content>[] = [
    { format: "story" },
    { caption: "Morning light." },
    { options: { ...ALL, isAiGenerated: false } },
    { options: { ...ALL, firstComment: "Hi" } },
    { media: [item, item] },
    { media: [{ ...item, sha256: "b".repeat(64) }] },
    { media: [{ ...item, altText: "" }] },
    { media: [{ ...item, userTags: [] }] },
    { media: [{ ...item, productTags: [] }] },
    { coverSha256: "b".repeat(64) },
  ];
  expect(new Set(changes.map((change) => contentDigest(content(change)))).size).toBe(
    changes.length,
  );
  for (const change of changes) expect(contentDigest(content(change))).not.toBe(digest);
  expect(contentDigest(content({ postVersion: 9 }))).toBe(digest);
});
