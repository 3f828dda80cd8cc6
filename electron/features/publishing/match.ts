import type { PostFormat } from "../../../shared/contract/posts.ts";
import type { PlatformPost } from "../../graph/endpoints/media.ts";
import type { Candidate } from "./evidence.ts";

/** What kind of post ours is, as a listing tells it. */
export type Kind = {
  readonly format: PostFormat;
  /** Of a story: a picture or a video. */
  readonly isVideo: boolean;
  readonly itemCount: number;
};

/** What must be true of a post on the account for it to be ours. */
export type Wanted = {
  readonly kind: Kind;
  readonly caption: string;
  /** Epoch ms by the server's clock: ours is not older. */
  readonly sinceAt: number;
  /** Bound to another publication, or known to be someone else's doing. */
  readonly excludedIds: ReadonlySet<string>;
};

/** Where posts of a format are listed: stories stand apart (IG User Stories). */
export function edgeOf(format: PostFormat): "media" | "stories" {
  return format === "story" ? "stories" : "media";
}

type Told = Pick<PlatformPost, "mediaType" | "productType" | "childCount">;

/**
 * A reel reads back as VIDEO/REELS, a story as IMAGE or VIDEO with STORY (Content Publishing). What is not told proves no
 * difference.
 */
const IS_OF: Readonly<Record<PostFormat, (post: Told, kind: Kind) => boolean>> = {
  image: (post) => post.mediaType === "IMAGE" && isProduct(post, "FEED"),
  carousel: (post, { itemCount }) =>
    post.mediaType === "CAROUSEL_ALBUM" &&
    (post.childCount === null || post.childCount === itemCount),
  reel: (post) => post.mediaType === "VIDEO" && isProduct(post, "REELS"),
  story: (post, { isVideo }) =>
    post.mediaType === (isVideo ? "VIDEO" : "IMAGE") && isProduct(post, "STORY"),
};

function isProduct({ productType }: Told, name: string): boolean {
  return productType === name || productType === "";
}

/** Platforms normalise and trim captions; so does every comparison here. */
export function normaliseCaption(caption: string): string {
  return caption.normalize("NFC").replaceAll("\r\n", "\n").trim();
}

/** The posts that may be ours: by type, words, time and not being another's. Never "the newest one". */
export function findMatches(posts: readonly PlatformPost[], wanted: Wanted): readonly Candidate[] {
  const caption = normaliseCaption(wanted.caption);
  return posts
    .filter(
      (post) =>
        IS_OF[wanted.kind.format](post, wanted.kind) &&
        post.postedAt >= wanted.sinceAt &&
        !wanted.excludedIds.has(post.igMediaId) &&
        // A caption the platform does not tell proves no difference (IG Media: optional on this host).
        (!post.isCaptionTold || normaliseCaption(post.caption) === caption),
    )
    .map(({ igMediaId, permalink, postedAt }) => ({ igMediaId, permalink, postedAt }));
}

/** Posts with the very same words, for the look before publishing. A post without words has no twin. */
export function findTwins(posts: readonly PlatformPost[], wanted: Wanted): readonly Candidate[] {
  if (normaliseCaption(wanted.caption) === "") return [];
  return findMatches(
    posts.filter((post) => post.isCaptionTold),
    wanted,
  );
}
