import { Edge, type Node } from "./fields.ts";
import { reactionsOf } from "./growth.ts";
import { isUp, type Media, type MediaChild } from "./media-store.ts";
import type { Practice } from "./practice.ts";

/** An address in the app: `/p/…`, `/reel/…` or `/stories/…`. */
export function permalinkOf({ origin, store }: Practice, media: Media): string {
  const username = store.account(media.platformUserId)?.username ?? "";
  if (media.format === "reel") return `${origin()}/reel/${media.shortcode}/`;
  if (media.format === "story") return `${origin()}/stories/${username}/${media.mediaId}/`;
  return `${origin()}/p/${media.shortcode}/`;
}

const PRODUCT = { image: "FEED", carousel: "FEED", reel: "REELS", story: "STORY", child: "FEED" };

/**
 * A post as the API shows it (IG Media, 2026-10-04): a reel reads back as VIDEO with product REELS, a story as IMAGE or VIDEO
 * with product STORY.
 */
export function mediaNode(practice: Practice, media: Media, lagMs = 0): Node {
  const { store, now } = practice;
  const account = store.account(media.platformUserId);
  const isAlive = isUp(media, now());
  return {
    ...shownNode(practice, media, media.format === "carousel"),
    id: media.mediaId,
    caption: media.caption ?? undefined,
    alt_text: media.altText ?? undefined,
    media_product_type: PRODUCT[media.format],
    ...(isAlive ? {} : { media_url: undefined, thumbnail_url: undefined }),
    children:
      media.format === "carousel"
        ? new Edge(
            media.children.map((child) => childNode(practice, { parent: media, child })),
            "id",
          )
        : undefined,
    media_audio_type: undefined,
    permalink: permalinkOf(practice, media),
    shortcode: media.shortcode,
    timestamp: graphTime(media.at),
    username: account?.username,
    owner: { id: media.platformUserId },
    like_count: reactionsOf(practice, media, lagMs).likes,
    comments_count: store.comments.count(media.mediaId),
    is_comment_enabled: store.comments.isOpen(media.mediaId),
    is_shared_to_feed:
      media.format === "reel" ? media.received["share_to_feed"] !== "false" : undefined,
    is_ai_generated: media.isAiGenerated,
  };
}

/** One part of a carousel: it has no caption, no counts and no insights of its own. */
export function childNode(
  practice: Practice,
  { parent, child }: { readonly parent: Media; readonly child: MediaChild },
): Node {
  return {
    ...shownNode(practice, child, false),
    id: child.mediaId,
    alt_text: child.altText ?? undefined,
    permalink: permalinkOf(practice, parent),
    timestamp: graphTime(parent.at),
    username: practice.store.account(parent.platformUserId)?.username,
    owner: { id: parent.platformUserId },
  };
}

function shownNode(
  { origin }: Practice,
  { picture, video }: Pick<MediaChild, "picture" | "video">,
  isAlbum: boolean,
): Node {
  const still = `${origin()}/pictures/${picture.file}`;
  return {
    media_type: isAlbum ? "CAROUSEL_ALBUM" : video ? "VIDEO" : "IMAGE",
    media_url: video && !isAlbum ? `${origin()}/videos/${video.file}` : still,
    thumbnail_url: video && !isAlbum ? still : undefined,
  };
}

/** `2026-10-08T12:00:00+0000`. */
export function graphTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "+0000");
}
