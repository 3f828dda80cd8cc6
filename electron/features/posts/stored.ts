import { PLAIN_OPTIONS } from "../../../shared/contract/post-defaults.ts";
import {
  PostOptions,
  type PostMedia,
  ProductTag,
  UserTag,
} from "../../../shared/contract/posts.ts";
import type { PostFacts } from "../../../shared/rules/post.ts";
import type { AccountRow } from "../accounts/tables.ts";
import type { PostMediaRow, PostRow } from "./tables.ts";

/** By which login an account came in, and who it is, for the rules. */
export function senderOf(account: AccountRow | undefined): Pick<PostFacts, "login" | "ownId"> {
  return { login: account?.login ?? "instagram", ownId: account?.platformUserId };
}

/** A post's options, whole: what an older row does not name is as it is in a new post. */
export function optionsOf(row: Pick<PostRow, "options">): PostOptions {
  if (row.options === "{}") return PLAIN_OPTIONS;
  return PostOptions.parse({ ...PLAIN_OPTIONS, ...(JSON.parse(row.options) as object) });
}

/** One picture or video of a post, as the contract speaks of it. */
export function mediaOf(row: PostMediaRow): PostMedia {
  return {
    mediaId: row.mediaId,
    altText: row.altText,
    crop: { aspect: row.cropAspect, x: row.cropX, y: row.cropY },
    userTags: row.userTags === "[]" ? [] : UserTag.array().parse(JSON.parse(row.userTags)),
    productTags:
      row.productTags === "[]" ? [] : ProductTag.array().parse(JSON.parse(row.productTags)),
  };
}

export function mediaRows(postId: string, media: readonly PostMedia[]): PostMediaRow[] {
  return media.map((item, position) => ({
    postId,
    position,
    mediaId: item.mediaId,
    altText: item.altText,
    cropAspect: item.crop.aspect,
    cropX: item.crop.x,
    cropY: item.crop.y,
    userTags: JSON.stringify(item.userTags),
    productTags: JSON.stringify(item.productTags),
  }));
}
