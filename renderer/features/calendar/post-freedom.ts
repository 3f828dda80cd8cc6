import type { PostStatus } from "../../../shared/contract/values.ts";

/** What may be done with an entry by moving it about. */
export type Freedom = "move" | "reschedule" | "copy" | "none";

const FREEDOMS: Readonly<Record<PostStatus, Freedom>> = {
  draft: "move",
  scheduled: "move",
  missed: "reschedule",
  failed: "reschedule",
  published: "copy",
  publishing: "none",
  unknown: "none",
  "needs-you": "none",
};

/** Published posts are facts and can only be planned again as a copy; what may be on its way right now stands still. */
export function freedomOf(status: PostStatus): Freedom {
  return FREEDOMS[status];
}

/** Why a post stands still, in words. */
export function standsStillWords(status: PostStatus): string {
  if (status === "publishing") return "It is being published right now and cannot be moved.";
  return "It may be on Instagram already. Say in the Outbox whether it is, then move it.";
}
