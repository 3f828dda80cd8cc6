import type { Post } from "../../../shared/contract/posts.ts";
import type { Check } from "../../../shared/rules/check.ts";
import { checkPacing } from "../../../shared/rules/pacing.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { isLocked } from "./locked.ts";

/** How the chosen time fits the account's pace and its other posts. Nothing while no time is chosen, or it is past changing. */
export function usePacing(post: Post, at: number | null): readonly Check[] {
  const input =
    at === null || isLocked(post.status)
      ? null
      : { accountId: post.accountId, postId: post.id, at };
  const around = useLive(ipc.pacing.around, input, ["publishing.changed", "accounts.changed"]);
  if (at === null || input === null || !around.value || around.isStale) return [];
  const { limit, ...rest } = around.value;
  return checkPacing({ at, ...rest }, limit);
}
