import { acceptPicture } from "./check-picture.ts";
import type { HandComment, HandPost } from "./control.ts";
import { permalinkOf } from "./media-node.ts";
import { sha256 } from "./pictures.ts";
import type { Practice } from "./practice.ts";

/** A post as somebody makes it on the phone, past the API. */
export async function postByHand(
  practice: Practice,
  { platformUserId, caption, altText, format = "image", picture: given }: HandPost,
): Promise<{ readonly mediaId: string; readonly permalink: string }> {
  const { store, pictures, now } = practice;
  if (!store.account(platformUserId)) throw new Error("There is no such practice account.");
  const bytes = given ?? (await linenPicture());
  const { picture } = await acceptPicture(bytes, pictures, "anyShape");
  const mediaId = store.newId("180");
  store.record({
    kind: "post-by-hand",
    at: now(),
    mediaId,
    platformUserId,
    shortcode: store.newShortcode(),
    format,
    caption: format === "story" ? null : caption,
    altText: altText ?? null,
    isAiGenerated: false,
    received: {},
    sha256: sha256(bytes),
    picture,
    video: null,
    children: [],
  });
  const media = store.media.find(mediaId);
  if (!media) throw new Error("The post was not kept.");
  return { mediaId, permalink: permalinkOf(practice, media) };
}

/** A post that she removes on the phone. */
export function deleteByHand({ store, now }: Practice, mediaId: string): void {
  if (!store.media.find(mediaId)) throw new Error("There is no such post.");
  store.record({ kind: "delete", at: now(), mediaId });
}

/** A comment that somebody makes in the app: a follower, or she herself on the phone. */
export function commentByHand(
  { store, now }: Practice,
  { mediaId, username, text, parentId }: HandComment,
): { readonly commentId: string } {
  if (!store.media.find(mediaId)) throw new Error("There is no such post.");
  const commentId = store.newId("179");
  store.record({
    kind: "comment",
    at: now(),
    commentId,
    mediaId,
    parentId: parentId ?? null,
    username,
    text,
    isByApi: false,
  });
  return { commentId };
}

async function linenPicture(): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp({ create: { width: 1080, height: 1350, channels: 3, background: "#e9dfd1" } })
    .jpeg()
    .toBuffer();
}
