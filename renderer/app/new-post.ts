import type { Account } from "../../shared/contract/accounts.ts";
import type { Media } from "../../shared/contract/media.ts";
import { toAppError } from "../lib/failure.ts";
import { ipc } from "../lib/ipc.ts";
import { notify } from "../lib/notices.ts";
import { navigate } from "../lib/route.ts";
import { startingContent } from "../lib/starting-content.ts";

/** Starts a draft on an account, empty or with one picture or video of the library, and opens it in the composer. */
export async function startNewPost(account: Account, media: Media | null = null): Promise<void> {
  try {
    const post = await ipc.posts.create({
      accountId: account.id,
      ...(media && startingContent(media)),
    });
    navigate(`/composer/${encodeURIComponent(post.id)}`);
  } catch (cause) {
    notify(toAppError(cause).message, { tone: "bad" }); // shown where she is, nothing was opened
  }
}
