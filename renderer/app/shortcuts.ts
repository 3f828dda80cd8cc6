import { useEffect, useEffectEvent, useRef } from "react";
import type { Account } from "../../shared/contract/accounts.ts";
import { navigate } from "../lib/route.ts";
import { useShownAccount } from "../lib/shown-account.tsx";
import { undoLast } from "../lib/undo.ts";
import { showPalette, showShortcutSheet } from "./frame-state.ts";
import { startNewPost } from "./new-post.ts";
import { SCREENS } from "./screens.ts";

/** How long after `g` the second key counts. */
const CHORD_MS = 1500;

/** Every shortcut of the frame, for the sheet that `?` opens. */
export const SHORTCUTS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: "Mod K", does: "Search, or type a command" },
  { keys: "N", does: "New post" },
  { keys: "Mod Z", does: "Undo the last change" },
  ...SCREENS.map((screen, index) => ({
    keys: `G then ${screen.letter.toUpperCase()}, or Mod ${index + 1}`,
    does: screen.title,
  })),
  { keys: "?", does: "This list" },
  { keys: "Esc", does: "Close what lies on top" },
];

/** Listens to the keyboard for the whole frame. Single letters are left alone while she types or a dialog is open. */
export function useShortcuts(): void {
  const account = useShownAccount();
  const chordAt = useRef(0);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (pressWithMod(key, event.shiftKey)) event.preventDefault();
      return;
    }
    if (isTyping() || isModal()) return;
    const isChord = Date.now() - chordAt.current < CHORD_MS;
    chordAt.current = !isChord && key === "g" ? Date.now() : 0;
    if (isChord ? pressAfterG(key) : pressAlone(key, account)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

// Each says whether the key was one of ours.
function pressWithMod(key: string, isShift: boolean): boolean {
  if (isShift) return false;
  const screen = SCREENS[Number(key) - 1];
  if (key === "k") showPalette(true);
  else if (screen && !isModal()) navigate(screen.path);
  else if (key === "z" && !isTyping()) void undoLast();
  else return false;
  return true;
}

function pressAfterG(key: string): boolean {
  const screen = SCREENS.find((item) => item.letter === key);
  if (screen) navigate(screen.path);
  return screen !== undefined;
}

function pressAlone(key: string, account: Account): boolean {
  if (key === "n") void startNewPost(account);
  else if (key === "?") showShortcutSheet(true);
  else return false;
  return true;
}

/** True while keys mean text. */
function isTyping(): boolean {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return false;
  return active.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName);
}

function isModal(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
