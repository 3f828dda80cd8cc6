import type { Comment } from "../comment-store.ts";
import { Edge, pickFields, type Node } from "../fields.ts";
import { PLATFORM } from "../limits.ts";
import { graphTime } from "../media-node.ts";
import { pageOf } from "../paging.ts";
import { badParameter, missingObject, Problem } from "../problem.ts";
import { isVisible, type Call, type Practice } from "../practice.ts";
import { mediaOf } from "./media.ts";

const PAGE = { usual: PLATFORM.pageSize, most: PLATFORM.commentPageSize };
const USUAL_FIELDS = "id,text,timestamp";

/** `POST /{media-id}/comments?message=`. Not idempotent. */
export function postComment(practice: Practice, call: Call): object {
  const { mediaId, format } = mediaOf(practice, call);
  // A story is answered by a message, it has no comments.
  if (format === "story") throw missingObject(mediaId, "POST");
  return write(practice, call, { mediaId, parentId: null });
}

/** `POST /{comment-id}/replies?message=`. */
export function postReply(practice: Practice, call: Call): object {
  const { commentId, mediaId, parentId } = commentOf(practice, call);
  return write(practice, call, { mediaId, parentId: parentId ?? commentId });
}

function write(
  practice: Practice,
  { params, account }: Call,
  place: { readonly mediaId: string; readonly parentId: string | null },
): object {
  const text = params.get("message") ?? "";
  if (text.trim() === "") throw badParameter("The parameter message is required");
  if (!practice.store.comments.isOpen(place.mediaId))
    throw badParameter("Comments are turned off for this media");
  const commentId = practice.store.newId("179");
  const { username } = account;
  const at = practice.now();
  practice.store.record({
    kind: "comment",
    at,
    commentId,
    ...place,
    username,
    text,
    isByApi: true,
  });
  // A trap of the platform (seen by brightbean-studio): with `fields` it creates the comment, and refuses the call afterwards.
  if (params.has("fields"))
    throw new Problem({
      code: 20,
      subcode: 1772107,
      message: "(#20) The comment could not be read after it was created.",
    });
  return { id: commentId };
}

/** `GET /{media-id}/comments`: top-level ones, newest first, at most 50 a page. */
export function listComments(practice: Practice, call: Call): object {
  const media = mediaOf(practice, call);
  return list(practice, call, practice.store.comments.ofMedia(media.mediaId));
}

/** `GET /{comment-id}/replies`. */
export function listReplies(practice: Practice, call: Call): object {
  const { commentId } = commentOf(practice, call);
  return list(practice, call, practice.store.comments.repliesTo(commentId));
}

function list(practice: Practice, call: Call, comments: readonly Comment[]): object {
  return pageOf(practice, call, {
    items: comments.filter((comment) => isVisible(practice, call, comment.at)),
    idOf: (comment) => comment.commentId,
    node: (comment) =>
      pickFields(commentNode(practice, comment), call.params.get("fields"), USUAL_FIELDS),
    pageSize: PAGE,
  });
}

/** `GET /{comment-id}`. */
export function readComment(practice: Practice, call: Call): object {
  const node = commentNode(practice, commentOf(practice, call));
  return pickFields(node, call.params.get("fields"), USUAL_FIELDS);
}

/** `POST /{comment-id}?hide=`. */
export function changeComment(practice: Practice, call: Call): object {
  const { commentId } = commentOf(practice, call);
  const hide = call.params.get("hide");
  if (hide === undefined || !/^(true|false|0|1)$/i.test(hide))
    throw badParameter("The parameter hide is required");
  const isHidden = /^(true|1)$/i.test(hide);
  practice.store.record({ kind: "comment-hidden", at: practice.now(), commentId, isHidden });
  return { success: true };
}

/** `DELETE /{comment-id}`, by the post's owner. */
export function deleteComment(practice: Practice, call: Call): object {
  const { commentId } = commentOf(practice, call);
  practice.store.record({ kind: "comment-deleted", at: practice.now(), commentId });
  return { success: true };
}

function commentOf({ store }: Practice, call: Call): Comment {
  const comment = store.comments.find(call.objectId);
  const owner = store.ownerOf(call.objectId)?.platformUserId;
  if (!comment || owner !== call.account.platformUserId) throw missingObject(call.objectId);
  return comment;
}

function commentNode(practice: Practice, comment: Comment): Node {
  const { store } = practice;
  const author = store.accountNamed(comment.username)?.platformUserId;
  const replies = store.comments.repliesTo(comment.commentId);
  return {
    id: comment.commentId,
    text: comment.text,
    timestamp: graphTime(comment.at),
    username: comment.username,
    from: { id: author ?? comment.commentId, username: comment.username },
    like_count: 0,
    hidden: comment.isHidden,
    parent_id: comment.parentId ?? undefined,
    user: author === undefined ? undefined : { id: author },
    media: { id: comment.mediaId },
    replies:
      replies.length === 0
        ? undefined
        : new Edge(
            replies.map((reply) => commentNode(practice, reply)),
            USUAL_FIELDS,
          ),
  };
}
