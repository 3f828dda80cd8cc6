import { createStore } from "../../lib/store.ts";
import type { LocalDraft } from "./draft-saver.ts";

type Drafts = {
  readonly byPost: Readonly<Record<string, LocalDraft>>;
  readonly put: (postId: string, draft: LocalDraft) => void;
  readonly remove: (postId: string) => void;
  readonly reset: () => void;
};

/** Unsaved text by post. It outlives the screen, so that going away and back loses no letter while saving fails. */
export const useDrafts = createStore<Drafts>((set) => ({
  byPost: {},
  put: (postId, draft) => set((state) => ({ byPost: { ...state.byPost, [postId]: draft } })),
  remove: (postId) =>
    set((state) => ({
      byPost: Object.fromEntries(Object.entries(state.byPost).filter(([id]) => id !== postId)),
    })),
  reset: () => set({ byPost: {} }),
}));
