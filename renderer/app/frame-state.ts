import { createStore } from "../lib/store.ts";

type FrameState = {
  /** The account chosen in the sidebar; null: the first. */
  readonly accountId: string | null;
  readonly isPaletteOpen: boolean;
  readonly isSheetOpen: boolean;
  readonly reset: () => void;
};

const START = { accountId: null, isPaletteOpen: false, isSheetOpen: false };

/** What only the frame knows: the account shown, and what lies open above the screens. */
export const useFrameState = createStore<FrameState>((set) => ({
  ...START,
  reset: () => set(START),
}));

/** Opens or closes the command palette. */
export function showPalette(isOpen: boolean): void {
  useFrameState.setState({ isPaletteOpen: isOpen });
}

/** Opens or closes the list of shortcuts. */
export function showShortcutSheet(isOpen: boolean): void {
  useFrameState.setState({ isSheetOpen: isOpen });
}

/** Chooses whose account the screens show. */
export function showAccount(accountId: string): void {
  useFrameState.setState({ accountId });
}
