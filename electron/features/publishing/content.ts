import { createHash } from "node:crypto";
import { z } from "zod";
import { PostFormat, PostMedia, PostOptions } from "../../../shared/contract/posts.ts";
import { Sha256 } from "../../../shared/contract/values.ts";

/** One picture or video as frozen; its file's digest is known once it is made. */
export const FrozenMedia = PostMedia.extend({
  kind: z.enum(["picture", "video"]),
  sha256: Sha256.nullable(),
});
export type FrozenMedia = z.infer<typeof FrozenMedia>;

/** What was frozen to be sent, and of which version of the post. What follows publishing is read from here as well. */
export const Content = z.object({
  format: PostFormat,
  caption: z.string(),
  options: PostOptions,
  media: z.array(FrozenMedia).min(1),
  /** Of a reel's cover, when it is a picture. */
  coverSha256: Sha256.nullable(),
  postVersion: z.int(),
});
export type Content = z.infer<typeof Content>;

/** @throws when the row holds no frozen content: a bug, for it is frozen before it is used. */
export function parseContent(json: string | null): Content {
  return Content.parse(JSON.parse(json ?? "null"));
}

/** SHA-256 over everything that is sent: words, options, tags and each file's own digest. What the receipt proves. */
export function contentDigest(content: Content): string {
  const { format, caption, options, coverSha256 } = content;
  const media = content.media.map((item) => [
    item.kind,
    item.sha256,
    item.altText,
    item.userTags,
    item.productTags,
  ]);
  return createHash("sha256")
    .update(JSON.stringify([format, caption, options, media, coverSha256]))
    .digest("hex");
}
