import { badParameter, Problem } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";
import { mediaOf } from "./media.ts";

/** `POST /{media-id}?comment_enabled=`: the one thing about a post that can be changed (IG Media). */
export function switchComments(practice: Practice, call: Call): object {
  const media = mediaOf(practice, call);
  const value = call.params.get("comment_enabled");
  if (value === undefined) throw badParameter("The parameter comment_enabled is required");
  if (!/^(true|false|0|1)$/i.test(value))
    throw badParameter("Param comment_enabled must be a boolean");
  practice.store.record({
    kind: "comment-switch",
    at: practice.now(),
    mediaId: media.mediaId,
    isEnabled: /^(true|1)$/i.test(value),
  });
  return { success: true };
}

/** `DELETE /{media-id}`: Facebook Login only (3 December 2025). A part of a carousel cannot be deleted alone. */
export function deleteMedia(practice: Practice, call: Call): object {
  if (practice.store.media.findChild(call.objectId))
    throw new Problem({
      code: -1,
      subcode: 2207073,
      message: "This type of media cannot be deleted.",
    });
  const { mediaId } = mediaOf(practice, call);
  practice.store.record({ kind: "delete", at: practice.now(), mediaId });
  return { success: true, deleted_id: mediaId };
}
