import { describe, expect, test } from "vitest";
import { nextChildStep } from "../../electron/features/publishing/children.ts";
import {
  findMatches,
  findTwins,
  normaliseCaption,
  type Kind,
} from "../../electron/features/publishing/match.ts";
import type { ContainerRow } from "../../electron/features/publishing/tables.ts";
import type { PlatformPost } from "../../electron/graph/endpoints/media.ts";

const item: PlatformPost = {
  igMediaId: "1",
  caption: "Café",
  isCaptionTold: true,
  postedAt: 100,
  mediaType: "IMAGE",
  productType: "FEED",
  childCount: null,
  permalink: null,
  mediaUrl: null,
};
const image: Kind = { format: "image", isVideo: false, itemCount: 1 };
const wanted = {
  kind: image,
  caption: " Cafe\u0301\r\n",
  sinceAt: 50,
  excludedIds: new Set<string>(),
};

describe("matching", () => {
  test("the same words match however they are composed or trimmed", () => {
    expect(normaliseCaption(wanted.caption)).toBe("Café");
    expect(findMatches([item], wanted)).toHaveLength(1);
  });

  test.each([
    ["another kind", { mediaType: "VIDEO" }, wanted],
    ["a story", { productType: "STORY" }, wanted],
    ["other words", { caption: "Cafés" }, wanted],
    ["older", { postedAt: 49 }, wanted],
    ["another publication's", {}, { ...wanted, excludedIds: new Set(["1"]) }],
  ])("%s is not ours", (_, change, like) =>
    expect(findMatches([{ ...item, ...change }], like)).toEqual([]),
  );

  test("a caption that the platform does not tell proves no difference", () => {
    expect(findMatches([{ ...item, caption: "", isCaptionTold: false }], wanted)).toHaveLength(1);
  });

  const carousel: Kind = { format: "carousel", isVideo: false, itemCount: 3 };
  const reel: Kind = { format: "reel", isVideo: true, itemCount: 1 };
  const story: Kind = { format: "story", isVideo: true, itemCount: 1 };
  test.each<[string, Kind, Partial<PlatformPost> & { readonly is: boolean }]>([
    ["a picture of an unknown product", image, { productType: "", is: true }],
    ["a carousel of as many", carousel, { mediaType: "CAROUSEL_ALBUM", childCount: 3, is: true }],
    ["a carousel of fewer", carousel, { mediaType: "CAROUSEL_ALBUM", childCount: 2, is: false }],
    ["a carousel that does not tell", carousel, { mediaType: "CAROUSEL_ALBUM", is: true }],
    ["a picture for a carousel", carousel, { is: false }],
    ["a reel", reel, { mediaType: "VIDEO", productType: "REELS", is: true }],
    ["a video of an unknown product", reel, { mediaType: "VIDEO", productType: "", is: true }],
    ["a story's video for a reel", reel, { mediaType: "VIDEO", productType: "STORY", is: false }],
    ["a story's video", story, { mediaType: "VIDEO", productType: "STORY", is: true }],
    ["a story's picture for its video", story, { productType: "STORY", is: false }],
    ["a reel for a story", story, { mediaType: "VIDEO", productType: "REELS", is: false }],
  ])("%s: %o", (_, kind, { is, ...told }) => {
    expect(findMatches([{ ...item, ...told }], { ...wanted, kind })).toHaveLength(is ? 1 : 0);
  });

  test("a post without words, as every story is, has no twin", () => {
    const bare = { ...item, caption: "", mediaType: "VIDEO", productType: "STORY" };
    expect(findTwins([bare], { ...wanted, kind: story, caption: "" })).toEqual([]);
    expect(findMatches([bare], { ...wanted, kind: story, caption: "" })).toHaveLength(1);
  });
});

describe("what a carousel needs next", () => {
  const clock = { now: 1000, lifeMs: 500 };
  const media = [{ sha256: "a" }, { sha256: "b" }];
  const row = (position: number, patch: Partial<ContainerRow> = {}): ContainerRow => ({
    publicationId: "p",
    position,
    mediaSha256: media[position]?.sha256 ?? "",
    state: "finished",
    containerId: `c${position}`,
    uploadUri: null,
    made: 1,
    createdAt: 900,
    ...patch,
  });

  test("the first item that has no container of its very file, alive, is made next", () => {
    const make = (position: number, made: number) => ({ kind: "make", position, made });
    expect(nextChildStep(media, [], clock)).toEqual(make(0, 0));
    expect(nextChildStep(media, [row(0)], clock)).toEqual(make(1, 0));
    const asked = row(1, { state: "asked", containerId: null, made: 3 });
    expect(nextChildStep(media, [row(0), asked], clock)).toEqual(make(1, 3));
    expect(nextChildStep(media, [row(0, { mediaSha256: "x" }), row(1)], clock)).toEqual(make(0, 1));
    expect(nextChildStep(media, [row(0, { createdAt: 500 }), row(1)], clock)).toEqual(make(0, 1));
  });

  test("videos are uploaded when all containers stand, then all are looked at until they are finished", () => {
    const uploading = row(0, { state: "uploading", uploadUri: "u" });
    const processing = row(1, { state: "processing" });
    expect(nextChildStep(media, [uploading], clock)).toMatchObject({ kind: "make", position: 1 });
    expect(nextChildStep(media, [uploading, processing], clock)).toEqual({
      kind: "upload",
      child: uploading,
    });
    expect(nextChildStep(media, [row(0), processing], clock)).toEqual({
      kind: "look",
      children: [processing],
    });
    expect(nextChildStep(media, [row(0), row(1)], clock)).toEqual({
      kind: "ready",
      containerIds: ["c0", "c1"],
    });
  });
});
