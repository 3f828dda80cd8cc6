import { createHash } from "node:crypto";
import { z } from "zod";
import { Crop } from "../../../shared/contract/posts.ts";

/** What was frozen to be sent, and of which version of the post. */
export const Content = z.object({
  caption: z.string(),
  altText: z.string(),
  mediaId: z.string(),
  crop: Crop,
  postVersion: z.int(),
});
export type Content = z.infer<typeof Content>;

/** @throws when the row holds no frozen content: a bug, for it is frozen before it is used. */
export function parseContent(json: string | null): Content {
  return Content.parse(JSON.parse(json ?? "null"));
}

/** SHA-256 over caption, alt text and picture as sent: what the receipt proves. */
export function contentDigest(
  content: Pick<Content, "caption" | "altText">,
  imageSha256: string,
): string {
  return createHash("sha256")
    .update(JSON.stringify([content.caption, content.altText, imageSha256]))
    .digest("hex");
}
