import { expect, test } from "vitest";
import { stops, type RuleName } from "../../shared/rules/check.ts";
import { checkPost, type MediaFacts, type PostFacts } from "../../shared/rules/post.ts";
import { carousel, image, options, pictureItem, reel, story, videoItem } from "./post-facts.ts";

const many = (count: number, item: MediaFacts = pictureItem()) =>
  Array.from({ length: count }, () => item);
const sized = (width: number, height: number) =>
  pictureItem({ picture: { width, height, bytes: 1e6, format: "jpeg" } });
const tagged = (x: number | null, count = 1, username = "oak_and_linen") =>
  pictureItem({ userTags: Array.from({ length: count }, () => ({ username, x, y: x })) });
const sold = (x: number | null, count = 1, productId = "4711") =>
  pictureItem({ productTags: Array.from({ length: count }, () => ({ productId, x, y: x })) });
const handles = (count: number) => Array.from({ length: count }, (_, index) => `shop.${index}`);

type Bad = readonly [what: string, rule: RuleName, post: PostFacts];

/** One seeded bad post for each rule of instagram-api's sections 2.2, 3 and 7.2 that can be known beforehand. */
const BAD: readonly Bad[] = [
  ["no picture", "media-count", image({ media: [] })],
  ["two pictures as one", "media-count", image({ media: many(2) })],
  ["a video as a picture", "media-kind", image({ media: [videoItem()] })],
  [
    "36000: more than 8 MiB",
    "file-size",
    image({
      media: [
        pictureItem({
          picture: { width: 1080, height: 1080, bytes: 8 * 1024 * 1024 + 1, format: "jpeg" },
        }),
      ],
    }),
  ],
  [
    "36001: a PNG",
    "format",
    image({
      media: [pictureItem({ picture: { width: 1080, height: 1080, bytes: 1e6, format: "png" } })],
    }),
  ],
  ["36003: 3:4", "aspect", image({ media: [sized(1080, 1440)] })],
  ["36003: a panorama", "aspect", image({ media: [sized(1400, 700)] })],
  [
    "36003: the story's shape in the feed",
    "aspect",
    image({ media: [pictureItem({ crop: { aspect: "9:16", x: 0, y: 0 } })] }),
  ],
  ["narrower than 320", "width", image({ media: [sized(319, 319)] })],
  ["36004: 2,201 characters", "caption-length", image({ caption: "a".repeat(2201) })],
  [
    "31 hashtags",
    "hashtags",
    image({
      caption: handles(31)
        .map((_, n) => `#tag${n}`)
        .join(" "),
    }),
  ],
  [
    "100/2207040: 21 mentions",
    "mentions",
    image({
      caption: handles(21)
        .map((name) => `@${name}`)
        .join(" "),
    }),
  ],
  [
    "an alt text of 1,001",
    "alt-text",
    image({ media: [pictureItem({ altText: "a".repeat(1001) })] }),
  ],
  ["a tag without a place", "user-tags", image({ media: [tagged(null)] })],
  ["a tag that is no name", "user-tags", image({ media: [tagged(0.5, 1, "oak & linen")] })],
  ["21 tags", "user-tags", image({ media: [tagged(0.5, 21)] })],
  ["100/2207035: a product without a place", "product-tags", image({ media: [sold(null)] })],
  ["100/2207036: a product that is none", "product-tags", image({ media: [sold(0.5, 1, "vase")] })],
  ["100/2207037: six products", "product-tags", image({ media: [sold(0.5, 6)] })],
  [
    "four collaborators",
    "collaborators",
    image({ options: options({ collaborators: handles(4) }) }),
  ],
  [
    "a collaborator twice",
    "collaborators",
    image({ options: options({ collaborators: ["a", "a"] }) }),
  ],
  [
    "a collaborator that is no name",
    "collaborators",
    image({ options: options({ collaborators: ["a b"] }) }),
  ],
  ["INVALID_LOCATION_ID", "location", image({ options: options({ locationId: "Berlin" }) })],
  [
    "three paying brands",
    "partnership",
    image({ options: options({ sponsorIds: ["1", "2", "3"] }) }),
  ],
  [
    "a paying brand by its name",
    "partnership",
    image({ options: options({ sponsorIds: ["ikea"] }) }),
  ],
  ["products without Facebook", "not-offered", image({ login: "instagram", media: [sold(0.5)] })],
  [
    "a partnership without Facebook",
    "not-offered",
    reel({ login: "instagram", options: options({ isPaidPartnership: true }) }),
  ],
  [
    "a brand without Facebook",
    "not-offered",
    image({ login: "instagram", options: options({ sponsorIds: ["1"] }) }),
  ],
  [
    "a cover on a picture",
    "not-offered",
    image({ options: options({ cover: { kind: "frame", offsetMs: 1 } }) }),
  ],
  ["a trial of a carousel", "not-offered", carousel({ options: options({ trial: "MANUAL" }) })],
  [
    "a sound's name on a carousel",
    "not-offered",
    carousel({ options: options({ audioName: "Rain" }) }),
  ],
  [
    "a picture kept out of the feed",
    "not-offered",
    image({ options: options({ shareToFeed: false }) }),
  ],
  ["100/2207028: one item", "media-count", carousel({ media: many(1) })],
  ["100/2207028: none", "media-count", carousel({ media: [] })],
  ["100/2207028: eleven", "media-count", carousel({ media: many(11) })],
  [
    "a carousel with a shape that is not taken",
    "aspect",
    carousel({ media: [pictureItem(), sized(1080, 1440)] }),
  ],
  [
    "a carousel's second picture too narrow",
    "width",
    carousel({ media: [pictureItem(), sized(300, 300)] }),
  ],
  [
    "a tag in a carousel's video",
    "user-tags",
    carousel({ media: [pictureItem(), videoItem({}, pick(tagged(0.5)))] }),
  ],
  [
    "a carousel's video too long",
    "duration",
    carousel({ media: [pictureItem(), videoItem({ durationMs: 901_000 })] }),
  ],
  [
    "352: another codec in a carousel",
    "codec",
    carousel({ media: [pictureItem(), videoItem({ codec: "vp9" })] }),
  ],
  ["a reel without a video", "media-count", reel({ media: [] })],
  ["a reel of a picture", "media-kind", reel({ media: many(1) })],
  ["a reel of two videos", "media-count", reel({ media: many(2, videoItem()) })],
  ["a reel of two seconds", "duration", reel({ media: [videoItem({ durationMs: 2000 })] })],
  ["a reel of 16 minutes", "duration", reel({ media: [videoItem({ durationMs: 960_000 })] })],
  ["a reel of 301 MB", "file-size", reel({ media: [videoItem({ bytes: 301 * 1024 * 1024 })] })],
  ["a reel 2160 wide", "width", reel({ media: [videoItem({ width: 2160, height: 3840 })] })],
  ["a reel like a thread", "aspect", reel({ media: [videoItem({ width: 1900, height: 100 })] })],
  ["a reel in VP9", "codec", reel({ media: [videoItem({ codec: "vp9" })] })],
  ["an interlaced reel", "codec", reel({ media: [videoItem({ isInterlaced: true })] })],
  ["a reel in 4:2:2", "codec", reel({ media: [videoItem({ chroma: "4:2:2" })] })],
  ["a reel with 15 frames a second", "frame-rate", reel({ media: [videoItem({ frameRate: 15 })] })],
  [
    "a reel with 120 frames a second",
    "frame-rate",
    reel({ media: [videoItem({ frameRate: 120 })] }),
  ],
  ["a reel with 26 Mbit/s", "bit-rate", reel({ media: [videoItem({ bitRate: 26_000_000 })] })],
  [
    "a reel with its index at the end",
    "container",
    reel({ media: [videoItem({ hasFastStart: false })] }),
  ],
  ["a reel with an edit list", "container", reel({ media: [videoItem({ hasEditList: true })] })],
  ["a reel with Opus", "sound", reel({ media: [videoItem({ audioCodec: "opus" })] })],
  ["a reel with 5.1", "sound", reel({ media: [videoItem({ audioChannels: 6 })] })],
  ["a reel with 96 kHz", "sound", reel({ media: [videoItem({ audioSampleRate: 96_000 })] })],
  [
    "1/2207057: a cover beyond the end",
    "cover",
    reel({ options: options({ cover: { kind: "frame", offsetMs: 20_000 } }) }),
  ],
  ["a sound without a name", "audio-name", reel({ options: options({ audioName: " " }) })],
  ["a story without anything", "media-count", story({ media: [] })],
  ["a story of two pictures", "media-count", story({ media: many(2) })],
  ["a story with words", "not-offered", story({ caption: "Morning light." })],
  [
    "a story with collaborators",
    "not-offered",
    story({ options: options({ collaborators: ["a"] }) }),
  ],
  ["a story at a place", "not-offered", story({ options: options({ locationId: "1" }) })],
  [
    "a story with a first comment",
    "not-offered",
    story({ options: options({ firstComment: "Hi" }) }),
  ],
  ["a story with products", "not-offered", story({ media: [sold(0.5)] })],
  ["a story of 61 seconds", "duration", story({ media: [videoItem({ durationMs: 61_000 })] })],
  ["a story of 101 MB", "file-size", story({ media: [videoItem({ bytes: 101 * 1024 * 1024 })] })],
  [
    "a story's picture over 8 MiB",
    "file-size",
    story({
      media: [
        pictureItem({
          altText: "",
          picture: { width: 1080, height: 1920, bytes: 9e6, format: "jpeg" },
        }),
      ],
    }),
  ],
];

test.each(BAD)("bad: %s is stopped by %s, before it is scheduled", (_what, rule, post) => {
  expect(stops(checkPost(post)).map((check) => check.rule)).toContain(rule);
});

test("each bad post has one fault: nothing else about it is stopped", () => {
  const others = BAD.filter(([, rule, post]) =>
    stops(checkPost(post)).some((check) => check.rule !== rule),
  );
  expect(others.map(([what]) => what)).toEqual([]);
});

type Good = readonly [what: string, post: PostFacts];

/** At the edge of every limit, and all fields at once. */
const GOOD: readonly Good[] = [
  ["a picture", image()],
  ["a picture without words", image({ caption: "" })],
  ["the tallest picture", image({ media: [sized(800, 1000)] })],
  ["the widest picture", image({ media: [sized(1910, 1000)] })],
  ["the smallest picture", image({ media: [sized(320, 400)] })],
  [
    "exactly 8 MiB",
    image({
      media: [
        pictureItem({
          picture: { width: 1080, height: 1350, bytes: 8 * 1024 * 1024, format: "jpeg" },
        }),
      ],
    }),
  ],
  ["2,200 characters", image({ caption: "a".repeat(2200) })],
  [
    "30 hashtags and 20 mentions",
    image({
      caption: [
        ...handles(30).map((_, n) => `#tag${n}`),
        ...handles(20).map((name) => `@${name}`),
      ].join(" "),
    }),
  ],
  [
    "everything a picture can bring",
    image({
      media: [pictureItem({ ...pick(tagged(0.5, 20)), productTags: sold(0, 5).productTags })],
      options: options({
        locationId: "7640348500",
        collaborators: handles(3),
        isPaidPartnership: true,
        sponsorIds: ["1", "2"],
        isAiGenerated: true,
        firstComment: "#oak",
        commentsEnabled: false,
      }),
    }),
  ],
  [
    "everything Instagram's own login takes",
    image({
      login: "instagram",
      media: [tagged(1)],
      options: options({ locationId: "1", collaborators: ["a"], isAiGenerated: true }),
    }),
  ],
  ["two pictures", carousel()],
  ["ten pictures", carousel({ media: many(10) })],
  [
    "a carousel of pictures and videos",
    carousel({ media: [videoItem(), pictureItem(), videoItem()] }),
  ],
  ["a carousel of several shapes", carousel({ media: [sized(1000, 1000), sized(1000, 1250)] })],
  [
    "a carousel with tags and a place",
    carousel({
      media: [tagged(0), sold(1)],
      options: options({ locationId: "1", collaborators: ["a"] }),
    }),
  ],
  ["a reel", reel()],
  ["a reel of three seconds", reel({ media: [videoItem({ durationMs: 3000 })] })],
  [
    "a reel of 15 minutes and 300 MB",
    reel({ media: [videoItem({ durationMs: 900_000, bytes: 300 * 1024 * 1024 })] }),
  ],
  [
    "a silent wide reel in HEVC at 59.94",
    reel({
      media: [
        videoItem({
          width: 1920,
          height: 1080,
          codec: "hevc",
          audioCodec: null,
          audioChannels: null,
          audioSampleRate: null,
          audioBitRate: null,
          frameRate: 59.94,
        }),
      ],
    }),
  ],
  ["a film's 23.976", reel({ media: [videoItem({ frameRate: 23.976 })] })],
  [
    "everything a reel can bring",
    reel({
      media: [videoItem({}, { userTags: [{ username: "a", x: null, y: null }] })],
      options: options({
        cover: { kind: "frame", offsetMs: 19_999 },
        shareToFeed: false,
        audioName: "Rain",
        trial: "SS_PERFORMANCE",
        locationId: "1",
        collaborators: ["a"],
      }),
    }),
  ],
  [
    "a reel with a picture for a cover",
    reel({ options: options({ cover: { kind: "picture", mediaId: "m" } }) }),
  ],
  ["a story", story()],
  ["a story in the feed's shape", story({ media: [pictureItem({ altText: "" })] })],
  ["a story with the library's alt text", story({ media: [pictureItem()] })],
  [
    "a story's video of 60 seconds and 100 MB",
    story({ media: [videoItem({ durationMs: 60_000, bytes: 100 * 1024 * 1024 })] }),
  ],
  [
    "a story with tags, placed or not",
    story({
      media: [
        pictureItem({
          altText: "",
          userTags: [
            { username: "a", x: null, y: null },
            { username: "b", x: 0.1, y: 0.9 },
          ],
        }),
      ],
    }),
  ],
  ["a story made with AI", story({ options: options({ isAiGenerated: true }) })],
];

function pick({ userTags }: MediaFacts) {
  return { userTags };
}

test.each(GOOD)("good: %s can be scheduled", (_what, post) => {
  expect(stops(checkPost(post))).toEqual([]);
});
