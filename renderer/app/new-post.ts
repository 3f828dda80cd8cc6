import type { Account } from "../../shared/contract/accounts.ts";
import { toAppError } from "../lib/failure.ts";
import { ipc } from "../lib/ipc.ts";
import { notify } from "../lib/notices.ts";
import { navigate } from "../lib/route.ts";

/** Starts a draft on an account, empty or with pictures of the library, and opens it in the composer. */
export async function startNewPost(
  account: Account,
  mediaIds: readonly string[] = [],
): Promise<void> {
  try {
    const post = await ipc.posts.create({ accountId: account.id, mediaIds: [...mediaIds] });
    navigate(`/composer/${encodeURIComponent(post.id)}`);
  } catch (cause) {
    notify(toAppError(cause).message, { tone: "bad" }); // shown where she is, nothing was opened
  }
}
