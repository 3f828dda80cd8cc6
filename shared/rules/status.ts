import type { PublicationState, WaitReason } from "../contract/publishing.ts";
import type { PostStatus } from "../contract/values.ts";

/** What a post's latest publication says of it. `isDismissed`: she has seen that it did not go out, and left it. */
export type Standing = {
  readonly state: PublicationState;
  readonly waitReason: WaitReason | null;
  readonly isDismissed: boolean;
};

/** The one status of a post, the same word on every screen. Nothing stores it. */
export function postStatus(standing: Standing | null): PostStatus {
  if (!standing) return "draft";
  const { state, waitReason, isDismissed } = standing;
  switch (state) {
    case "scheduled":
      return "scheduled";
    case "preparing":
    case "media-ready":
    case "creating-container":
    case "processing":
    case "ready":
      // Standing still for a reason of its own, and nothing is out there yet: it is still to come.
      return isStandingStill(waitReason) ? "scheduled" : "publishing";
    case "publishing":
      return "publishing";
    case "outcome-unknown":
      return "unknown";
    case "cancelled":
      return "draft";
    case "missed":
    case "failed":
      return isDismissed ? "draft" : state;
    case "published":
    case "needs-you":
      return state;
  }
}

function isStandingStill(reason: WaitReason | null): boolean {
  return reason !== null && reason !== "retry" && reason !== "settling";
}
