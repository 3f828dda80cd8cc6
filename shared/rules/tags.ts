import type { PostFormat, ProductTag, UserTag } from "../contract/posts.ts";
import { pass, stop, warn, type Check, type Fix } from "./check.ts";
import { isHandle } from "./handle.ts";
import { LIMITS } from "./limits.ts";
import type { MediaFacts, PostFacts } from "./post.ts";

/** The rules for who and what is tagged in each picture and video (IG User Media, 2026-10-04). */
export function checkTags(post: PostFacts): readonly Check[] {
  return post.media.flatMap((item, index) => [
    ...(item.userTags.length > 0 ? [checkUserTags(item, index, post.format)] : []),
    ...(item.productTags.length > 0 ? [checkProductTags(item, index)] : []),
  ]);
}

function checkUserTags(item: MediaFacts, mediaIndex: number, format: PostFormat): Check {
  const tags: readonly UserTag[] = item.userTags;
  const fix: Fix = { kind: "edit-field", field: "userTags", mediaIndex };
  const odd = tags.find((tag) => !isHandle(tag.username));
  if (odd) return stop("user-tags", `“${odd.username}” cannot be an account's name.`, fix);
  if (tags.length > LIMITS.userTags)
    return stop(
      "user-tags",
      `${tags.length} tagged accounts. Instagram takes ${LIMITS.userTags}.`,
      fix,
    );
  if (item.video && format === "carousel")
    return stop("user-tags", "In a carousel accounts can be tagged in pictures alone.", fix);
  const isStory = format === "story";
  const isPlaced = tags.every((tag) => tag.x !== null && tag.y !== null);
  if (!isPlaced && !isStory && !item.video)
    return stop("user-tags", "Say where in the picture each tagged account is.", fix);
  if (item.video && tags.some((tag) => tag.x !== null) && !isStory)
    return warn("user-tags", "In a video a tag has no place: it goes along without one.", null);
  return pass("user-tags", "The tagged accounts fit.");
}

function checkProductTags(item: MediaFacts, mediaIndex: number): Check {
  const tags: readonly ProductTag[] = item.productTags;
  const fix: Fix = { kind: "edit-field", field: "productTags", mediaIndex };
  if (tags.length > LIMITS.productTags)
    return stop(
      "product-tags",
      `${tags.length} products. Instagram takes ${LIMITS.productTags}.`,
      fix,
    );
  if (tags.some((tag) => !/^\d+$/u.test(tag.productId)))
    return stop("product-tags", "A product is named by its number in the catalogue.", fix);
  if (!item.video && tags.some((tag) => tag.x === null || tag.y === null))
    return stop("product-tags", "Say where in the picture each product is.", fix);
  return pass("product-tags", "The products fit.");
}
