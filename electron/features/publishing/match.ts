import type { PlatformPost } from "../../graph/endpoints/media.ts";
import type { Candidate } from "./evidence.ts";

/** What must be true of a post on the account for it to be ours. */
export type Wanted = {
  readonly caption: string;
  /** Epoch ms by the server's clock: ours is not older. */
  readonly sinceAt: number;
  /** Bound to another publication, or known to be someone else's doing. */
  readonly excludedIds: ReadonlySet<string>;
};

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
        post.mediaType === "IMAGE" &&
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
