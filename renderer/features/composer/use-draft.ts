import { useEffect, useMemo } from "react";
import type { Post } from "../../../shared/contract/posts.ts";
import type { AppError } from "../../../shared/result.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { DraftSaver, type LocalDraft, type Patch } from "./draft-saver.ts";
import { useDrafts } from "./draft-store.ts";

/** One post while she works on it. */
export type Draft = {
  /** What is shown: as read, with what she has typed since on top. Undefined until the first read. */
  readonly post: Post | undefined;
  readonly error: AppError | undefined;
  readonly local: LocalDraft | undefined;
  readonly edit: (patch: Patch) => void;
  /** Saves at once. True when everything is saved. */
  readonly flush: () => Promise<boolean>;
  readonly discard: () => void;
};

const savers = new Map<string, DraftSaver>();

/** Reads a post, keeps it fresh, and saves what she types: soon after each keystroke, and at once when she turns away. */
export function useDraft(postId: string): Draft {
  const live = useLive(ipc.posts.get, { id: postId }, ["posts.changed", "publishing.changed"]);
  const local = useDrafts((state) => state.byPost[postId]);
  useFlushOnLeaving(postId);
  const actions = useMemo(
    () => ({
      edit: (patch: Patch) => saverOf(postId).edit(patch),
      flush: () => savers.get(postId)?.flush() ?? Promise.resolve(true),
      discard: () => savers.get(postId)?.discard(),
    }),
    [postId],
  );
  const post = live.value && mergeDraft(live.value, local);
  return { post, error: live.error, local, ...actions };
}

/** What she sees: her unsaved words, over the newer of what was read and what the last save replied. */
export function mergeDraft(read: Post, local: LocalDraft | undefined): Post {
  if (!local) return read;
  const { confirmed } = local;
  const isNewer = confirmed !== null && confirmed.version > read.version;
  const words = isNewer
    ? {
        caption: confirmed.caption,
        format: confirmed.format,
        options: confirmed.options,
        media: confirmed.media,
        accountId: confirmed.accountId,
        title: confirmed.title,
      }
    : {};
  return { ...read, ...words, ...withoutUndefined(local.unsaved) };
}

/** Forgets every unsaved text, for a test. */
export function resetDrafts(): void {
  for (const saver of savers.values()) saver.end();
  savers.clear();
  useDrafts.getState().reset();
}

function saverOf(postId: string): DraftSaver {
  const known = savers.get(postId);
  if (known) return known;
  const saver = new DraftSaver({
    save: (patch) => ipc.posts.save({ id: postId, patch }),
    report: (draft) => useDrafts.getState().put(postId, draft),
  });
  savers.set(postId, saver);
  return saver;
}

/** A window that is hidden may be frozen or closed without another word, so nothing waits for the timer then. */
function useFlushOnLeaving(postId: string): void {
  useEffect(() => {
    const flush = () => void savers.get(postId)?.flush();
    window.addEventListener("blur", flush);
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      window.removeEventListener("blur", flush);
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
      void leave(postId);
    };
  }, [postId]);
}

/** Saves and forgets; a text that cannot be saved stays, is tried again, and is there when she comes back. */
async function leave(postId: string): Promise<void> {
  const saver = savers.get(postId);
  if (!saver || !(await saver.flush())) return;
  if (saver.isDirty() || savers.get(postId) !== saver) return;
  savers.delete(postId);
  useDrafts.getState().remove(postId);
}

function withoutUndefined(patch: Patch): Partial<Pick<Post, "caption" | "media" | "accountId">> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
