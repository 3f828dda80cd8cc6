import type { Post } from "../../../shared/contract/posts.ts";

/** While it goes out and after, a post is a fact: it can be read and copied, not changed. */
export function isLocked(status: Post["status"]): boolean {
  return !["draft", "scheduled", "missed", "failed"].includes(status);
}
