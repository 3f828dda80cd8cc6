import type { EntryOf, LedgerEntry } from "./ledger.ts";

export type Comment = Omit<EntryOf<"comment">, "kind"> & { readonly isHidden: boolean };

/** Who said what under which post, and where comments are switched off. */
export class CommentStore {
  private readonly byId = new Map<string, Comment>();
  private readonly closed = new Set<string>();

  find(commentId: string): Comment | undefined {
    return this.byId.get(commentId);
  }

  /** Top-level comments of a post, newest first. */
  ofMedia(mediaId: string): readonly Comment[] {
    return [...this.byId.values()]
      .filter((comment) => comment.mediaId === mediaId && comment.parentId === null)
      .reverse();
  }

  /** Oldest first. */
  repliesTo(commentId: string): readonly Comment[] {
    return [...this.byId.values()].filter((comment) => comment.parentId === commentId);
  }

  /** Replies count too. */
  count(mediaId: string): number {
    return [...this.byId.values()].filter((comment) => comment.mediaId === mediaId).length;
  }

  isOpen(mediaId: string): boolean {
    return !this.closed.has(mediaId);
  }

  apply(entry: LedgerEntry): void {
    if (entry.kind === "comment") this.byId.set(entry.commentId, { ...entry, isHidden: false });
    else if (entry.kind === "comment-hidden") this.hide(entry);
    else if (entry.kind === "comment-deleted") this.remove(entry.commentId);
    else if (entry.kind === "comment-switch" && entry.isEnabled) this.closed.delete(entry.mediaId);
    else if (entry.kind === "comment-switch") this.closed.add(entry.mediaId);
  }

  private hide({ commentId, isHidden }: EntryOf<"comment-hidden">): void {
    const comment = this.byId.get(commentId);
    if (comment) this.byId.set(commentId, { ...comment, isHidden });
  }

  /** With its replies. */
  private remove(commentId: string): void {
    for (const reply of this.repliesTo(commentId)) this.byId.delete(reply.commentId);
    this.byId.delete(commentId);
  }
}
