import { AppError } from "../../../shared/result.ts";
import { titleOf } from "../../../shared/rules/title.ts";
import type { UsingPost } from "./queries.ts";

const NAMED = 5;

/** The refusal to remove pictures that posts still use: which posts, so that she can find them. */
export function stillUsed(using: readonly UsingPost[]): AppError {
  const titles = [...new Set(using.map((post) => titleOf(post.caption, post.mediaName)))];
  const named = titles.slice(0, NAMED).map((title) => `“${title}”`);
  const more = titles.length > NAMED ? ` and ${titles.length - NAMED} more` : "";
  return new AppError(
    "conflict",
    `Still used in ${named.join(", ")}${more}. Take the picture out of the post first; nothing was removed.`,
  );
}
