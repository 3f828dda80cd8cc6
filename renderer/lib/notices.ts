import { createStore } from "./store.ts";

/** One line at the foot of the window. */
export type Notice = {
  readonly id: number;
  readonly message: string;
  readonly tone: "plain" | "good" | "bad";
  /** Words on the button, and what it does. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
};

type Notices = {
  readonly items: readonly Notice[];
  readonly add: (notice: Notice) => void;
  readonly remove: (id: number) => void;
  readonly reset: () => void;
};

/** The notices on the screen, oldest first, at most three. */
export const useNotices = createStore<Notices>((set) => ({
  items: [],
  add: (notice) => set((state) => ({ items: [...state.items, notice].slice(-3) })),
  remove: (id) => set((state) => ({ items: state.items.filter((item) => item.id !== id) })),
  reset: () => set({ items: [] }),
}));

let last = 0;

/** Says something at the foot of the window for ten seconds. Returns its id. */
export function notify(
  message: string,
  options: Partial<Pick<Notice, "tone" | "action">> = {},
): number {
  last += 1;
  useNotices
    .getState()
    .add({ id: last, message, tone: options.tone ?? "plain", action: options.action ?? null });
  return last;
}
