import type { PublicationState, WaitReason } from "../contract/publishing.ts";
import type { PostStatus } from "../contract/values.ts";

/** What a post's latest publication says of it. `isDismissed`: she has seen that it did not go out, and left it. */
export type Standing = {
  readonly state: PublicationState;
  readonly waitReason: WaitReason | null;
  readonly isDismissed: boolean;
};

const STATUS: Readonly<Record<PublicationState, PostStatus>> = {
  scheduled: "scheduled",
  preparing: "publishing",
  "media-ready": "publishing",
  "creating-container": "publishing",
  processing: "publishing",
  ready: "publishing",
  publishing: "publishing",
  "outcome-unknown": "unknown",
  published: "published",
  "needs-you": "needs-you",
  missed: "missed",
  failed: "failed",
  cancelled: "draft",
};
/** Standing still for one of these, nothing is out there yet: the post is still to come. */
const STANDING_STILL: readonly (WaitReason | null)[] = [
  "offline",
  "login",
  "account",
  "quota",
  "rate-limit",
  "disk",
  "media-host",
  "paused",
  "pacing",
];

/** The one status of a post, the same word on every screen. Nothing stores it. */
export function postStatus(standing: Standing | null): PostStatus {
  if (!standing) return "draft";
  const { state, waitReason, isDismissed } = standing;
  const status = STATUS[state];
  if (isDismissed && (status === "missed" || status === "failed")) return "draft";
  const isUnsent = status === "publishing" && state !== "publishing";
  return isUnsent && STANDING_STILL.includes(waitReason) ? "scheduled" : status;
}
