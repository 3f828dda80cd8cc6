import { expect, test } from "vitest";
import type { PostFormat } from "../../shared/contract/posts.ts";
import { stops, type RuleName } from "../../shared/rules/check.ts";
import {
  FIELD_NAMES,
  offeredFields,
  type FieldName,
  type Login,
} from "../../shared/rules/fields.ts";
import { checkPost, type MediaFacts, type PostFacts } from "../../shared/rules/post.ts";
import type { VideoFacts } from "../../shared/rules/video.ts";
import { carousel, image, options, pictureItem, reel, story, videoItem } from "./post-facts.ts";

// The rules of instagram-api's sections 2.2, 3 and 7.2 once more, each for every format and login that it holds for. What
// belongs to one format alone stands in format-rules.test.ts.

const FORMATS: Readonly<Record<PostFormat, (patch?: Partial<PostFacts>) => PostFacts>> = {
  image,
  carousel,
  reel,
  story,
};
const NAMES = ["image", "carousel", "reel", "story"] as const;
const FEED = ["image", "carousel", "reel"] as const;
const LOGINS: readonly Login[] = ["instagram", "facebook", "practice"];
const broken = (post: PostFacts) => [...new Set(stops(checkPost(post)).map((check) => check.rule))];

/** A post with that field entered, and nothing else unlike a new one. */
const ENTERED: Readonly<Record<FieldName, (post: PostFacts) => PostFacts>> = {
  caption: (post) => ({ ...post, caption: "Morning light." }),
  altText: (post) => withItems(post, { altText: "A vase." }),
  userTags: (post) => withItems(post, { userTags: [tagOf(post, "oak_and_linen")] }),
  productTags: (post) => withItems(post, { productTags: [{ productId: "4711", x: 0.5, y: 0.5 }] }),
  locationId: (post) => withOptions(post, { locationId: "7640348500" }),
  collaborators: (post) => withOptions(post, { collaborators: ["oak_and_linen"] }),
  isPaidPartnership: (post) => withOptions(post, { isPaidPartnership: true }),
  sponsorIds: (post) => withOptions(post, { sponsorIds: ["17841400000000009"] }),
  isAiGenerated: (post) => withOptions(post, { isAiGenerated: true }),
  cover: (post) => withOptions(post, { cover: { kind: "frame", offsetMs: 10 } }),
  shareToFeed: (post) => withOptions(post, { shareToFeed: false }),
  audioName: (post) => withOptions(post, { audioName: "Rain on oak" }),
  trial: (post) => withOptions(post, { trial: "MANUAL" }),
  firstComment: (post) => withOptions(post, { firstComment: "#oak" }),
  commentsEnabled: (post) => withOptions(post, { commentsEnabled: false }),
};

function withOptions(post: PostFacts, patch: Parameters<typeof options>[0]): PostFacts {
  return { ...post, options: options(patch) };
}

function withItems(post: PostFacts, patch: Partial<MediaFacts>): PostFacts {
  return { ...post, media: post.media.map((item) => ({ ...item, ...patch })) };
}

function tagOf({ format }: PostFacts, username: string) {
  return format === "reel" ? { username, x: null, y: null } : { username, x: 0.5, y: 0.5 };
}

const FIELDS = LOGINS.flatMap((login) =>
  NAMES.flatMap((format) => FIELD_NAMES.map((field) => [field, format, login] as const)),
);

test.each(FIELDS)(
  "%s in a %s by %s is sent, or stopped, but for an alt text",
  (field, format, login) => {
    const post = ENTERED[field](FORMATS[format]({ login }));
    const { isOffered } = offeredFields(format, login)[field];
    expect(broken(post)).toEqual(isOffered || field === "altText" ? [] : ["not-offered"]);
    const said = checkPost(post).some((check) => check.rule === "not-offered");
    expect(said, "what is not sent is always said").toBe(!isOffered);
  },
);

const VIDEO_FAULTS: readonly (readonly [
  what: string,
  rule: RuleName,
  patch: Partial<VideoFacts>,
])[] = [
  ["its index at the end", "container", { hasFastStart: false }],
  ["an edit list", "container", { hasEditList: true }],
  ["301 MB", "file-size", { bytes: 301 * 1024 * 1024 }],
  ["a shape of 11:1", "aspect", { width: 1100, height: 100 }],
  ["a shape of 1:200", "aspect", { width: 10, height: 2000 }],
  ["2,160 columns", "width", { width: 2160, height: 3840 }],
  ["two seconds", "duration", { durationMs: 2000 }],
  ["16 minutes", "duration", { durationMs: 960_000 }],
  ["22 frames a second", "frame-rate", { frameRate: 22 }],
  ["61 frames a second", "frame-rate", { frameRate: 61 }],
  ["another codec (352)", "codec", { codec: "av01" }],
  ["interlaced frames", "codec", { isInterlaced: true }],
  ["colours in 4:4:4", "codec", { chroma: "4:4:4" }],
  ["26 Mbit/s", "bit-rate", { bitRate: 26_000_000 }],
  ["Opus", "sound", { audioCodec: "opus" }],
  ["six channels", "sound", { audioChannels: 6 }],
  ["96 kHz", "sound", { audioSampleRate: 96_000 }],
];
const USES: Readonly<Record<string, (video: MediaFacts) => PostFacts>> = {
  reel: (video) => reel({ media: [video] }),
  story: (video) => story({ media: [video] }),
  "carousel’s second item": (video) => carousel({ media: [pictureItem(), video] }),
};

test.each(
  Object.keys(USES).flatMap((use) => VIDEO_FAULTS.map((fault) => [use, ...fault] as const)),
)("bad: a %s with %s is stopped by %s", (...[use, , rule, patch]) => {
  expect(broken(USES[use]!(videoItem(patch)))).toEqual([rule]);
  expect(broken(USES[use]!(videoItem()))).toEqual([]);
});

test.each([
  ["a shape of 1:15", "aspect", { width: 100, height: 1500 }],
  ["61 seconds", "duration", { durationMs: 61_000 }],
  ["101 MB", "file-size", { bytes: 101 * 1024 * 1024 }],
] as const)("bad: a story with %s is stopped by %s, a reel is not", (_what, rule, patch) => {
  expect(broken(story({ media: [videoItem(patch)] }))).toEqual([rule]);
  expect(broken(reel({ media: [videoItem(patch)] }))).toEqual([]);
});

const words = (count: number, mark: string) =>
  Array.from({ length: count }, (_, at) => `${mark}tag${at}`).join(" ");
const WORDS: readonly (readonly [what: string, rule: RuleName, patch: Partial<PostFacts>])[] = [
  ["2,201 characters (36004)", "caption-length", { caption: "a".repeat(2201) }],
  ["1,101 emoji, by the count that is larger", "caption-length", { caption: "🪑".repeat(1101) }],
  ["31 hashtags", "hashtags", { caption: words(31, "#") }],
  ["31 hashtags in one run", "hashtags", { caption: words(31, "#").replaceAll(" ", "") }],
  ["21 mentions (100/2207040)", "mentions", { caption: words(21, "@") }],
  ["a location by its name", "location", { options: options({ locationId: "Lund" }) }],
  [
    "four collaborators",
    "collaborators",
    { options: options({ collaborators: ["a", "b", "c", "d"] }) },
  ],
  [
    "a collaborator twice",
    "collaborators",
    { options: options({ collaborators: ["oak", "oak"] }) },
  ],
  [
    "a collaborator that is no name",
    "collaborators",
    { options: options({ collaborators: ["oak & linen"] }) },
  ],
  ["three paying brands", "partnership", { options: options({ sponsorIds: ["1", "2", "3"] }) }],
  ["a paying brand by its name", "partnership", { options: options({ sponsorIds: ["oak"] }) }],
  [
    "itself as the paying brand",
    "partnership",
    { ownId: "17841400000000001", options: options({ sponsorIds: ["17841400000000001"] }) },
  ],
];

test.each(FEED.flatMap((format) => WORDS.map((bad) => [format, ...bad] as const)))(
  "bad: a %s with %s is stopped by %s",
  (...[format, , rule, patch]) => {
    expect(broken(FORMATS[format](patch))).toEqual([rule]);
  },
);

const user = (username: string) => ({ username, x: 0.5, y: 0.5 });
const product = (productId: string) => ({ productId, x: 0.5, y: 0.5 });
const six = Array.from({ length: 6 }, () => product("4711"));
const crowd = Array.from({ length: 21 }, (_, at) => user(`shop.${at}`));
const PICTURES = ["image", "carousel"] as const;
const ITEMS: readonly (readonly [
  what: string,
  rule: RuleName,
  formats: readonly PostFormat[],
  patch: Partial<MediaFacts>,
])[] = [
  ["a tag that is no name", "user-tags", NAMES, { userTags: [user("oak & linen")] }],
  ["21 tags", "user-tags", NAMES, { userTags: crowd }],
  [
    "a tag without a place",
    "user-tags",
    PICTURES,
    { userTags: [{ ...user("a"), x: null, y: null }] },
  ],
  ["a tag with half a place", "user-tags", PICTURES, { userTags: [{ ...user("a"), y: null }] }],
  ["six products (100/2207037)", "product-tags", FEED, { productTags: six }],
  ["a product that is none (2207036)", "product-tags", FEED, { productTags: [product("vase")] }],
  [
    "a product without a place (2207035)",
    "product-tags",
    PICTURES,
    { productTags: [{ ...product("4711"), x: null }] },
  ],
  ["an alt text of 1,001", "alt-text", PICTURES, { altText: "a".repeat(1001) }],
];

test.each(
  ITEMS.flatMap(([what, rule, formats, patch]) =>
    formats.map((format) => [format, what, rule, patch] as const),
  ),
)("bad: a %s with %s is stopped by %s", (...[format, , rule, patch]) => {
  expect(broken(withItems(FORMATS[format](), patch))).toEqual([rule]);
});

const FILES: readonly (readonly [
  what: string,
  rule: RuleName,
  picture: Partial<MediaFacts["picture"]>,
])[] = [
  ["more than 8 MiB (36000)", "file-size", { bytes: 8 * 1024 * 1024 + 1 }],
  ["a PNG (36001)", "format", { format: "png" }],
];

test.each(
  (["image", "carousel", "story"] as const).flatMap((format) =>
    FILES.map((file) => [format, ...file] as const),
  ),
)("bad: a %s with %s is stopped by %s", (...[format, , rule, patch]) => {
  const post = FORMATS[format]();
  const [first] = post.media;
  const picture = { ...first!.picture, ...patch };
  expect(broken(withItems(post, { picture }))).toEqual([rule]);
});

test.each([
  ["3:4", 1080, 1440],
  ["a hair under 4:5", 1000, 1252],
  ["a hair over 1.91:1", 1920, 1003],
])("bad: 36003, a picture of the shape %s, alone or in a carousel", (_what, width, height) => {
  const item = pictureItem({ picture: { width, height, bytes: 1e6, format: "jpeg" } });
  expect(broken(image({ media: [item] }))).toEqual(["aspect"]);
  expect(broken(carousel({ media: [pictureItem(), item] }))).toEqual(["aspect"]);
});
