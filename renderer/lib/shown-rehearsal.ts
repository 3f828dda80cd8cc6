import { createStore } from "./store.ts";

/** The post whose calls lie open above the screens; null: none. */
export const useShownRehearsal = createStore<{ readonly postId: string | null }>(() => ({
  postId: null,
}));

/** Opens what a post will send, or closes it. */
export function showRehearsal(postId: string | null): void {
  useShownRehearsal.setState({ postId });
}
