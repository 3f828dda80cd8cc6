import { z } from "zod";
import type { Access } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { pageOf, PlatformId } from "../reply.ts";

/** Instagram gives at most 50 of them a page (Comments, 2026-10-04). */
const PAGE = 50;
/** More than this are not read to their end: then the list proves nothing. */
const PAGES = 20;

export type WantedComment = {
  readonly igMediaId: string;
  readonly text: string;
  /** Who wrote it, where the platform tells. */
  readonly username: string;
};

/** `unreadable`: there are more comments than are looked through, so nobody knows. */
export type FoundComment =
  | { readonly kind: "found"; readonly commentId: string }
  | { readonly kind: "absent" | "unreadable" };

const CommentReply = z.object({
  id: PlatformId,
  text: z.string().catch(""),
  username: z.string().optional().catch(undefined),
});

/** Looks for a comment of these words by this account among a post's own, newest first (IG Media, Comments). @throws GraphFailure */
export async function findComment(
  graph: GraphClient,
  access: Access,
  wanted: WantedComment,
): Promise<FoundComment> {
  let after: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { reply } = await graph.get(access, {
      path: `/${pathPart(wanted.igMediaId)}/comments`,
      params: { fields: "id,text,username", limit: String(PAGE), after },
      schema: pageOf(CommentReply),
    });
    const match = reply.data.find((comment) => isSame(comment, wanted));
    if (match) return { kind: "found", commentId: match.id };
    after = reply.paging?.next === undefined ? undefined : reply.paging.cursors?.after;
    if (after === undefined) return { kind: "absent" };
  }
  return { kind: "unreadable" };
}

/** The platform may tidy spaces and composed letters. Where it does not tell who wrote them, the words alone decide. */
function isSame(comment: z.infer<typeof CommentReply>, { text, username }: WantedComment): boolean {
  const isOurs =
    comment.username === undefined || comment.username.toLowerCase() === username.toLowerCase();
  return isOurs && plain(comment.text) === plain(text);
}

function plain(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}

/**
 * Writes a comment; not idempotent. Never with `fields`: then it is written and refused all the same with 20/1772107
 * (brightbean-studio, `providers/instagram.py`). Returns its id. @throws GraphFailure
 */
export async function postComment(
  graph: GraphClient,
  access: Access,
  { igMediaId, text }: Pick<WantedComment, "igMediaId" | "text">,
): Promise<string> {
  const { reply } = await graph.post(access, {
    path: `/${pathPart(igMediaId)}/comments`,
    params: { message: text },
    schema: z.object({ id: PlatformId }),
  });
  return reply.id;
}

/** Closes a post for comments, as often as one likes (IG Media; it is no parameter of the container). @throws GraphFailure */
export async function closeComments(
  graph: GraphClient,
  access: Access,
  igMediaId: string,
): Promise<void> {
  await graph.post(access, {
    path: `/${pathPart(igMediaId)}`,
    params: { comment_enabled: "false" },
    schema: z.object({ success: z.literal(true) }),
  });
}
