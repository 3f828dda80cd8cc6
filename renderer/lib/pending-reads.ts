import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let pending = 0;

/** Notes a first read that a screen waits for. Returns how to say that it has been answered; safe to call twice. */
export function noteFirstRead(): () => void {
  let isOpen = true;
  change(1);
  return () => {
    if (isOpen) change(-1);
    isOpen = false;
  };
}

/** True while something on the screen still waits for its first contents. */
export function useIsReading(): boolean {
  return useSyncExternalStore(subscribe, isReadingNow);
}

/** The same, asked at this moment. */
export function isReadingNow(): boolean {
  return pending > 0;
}

function change(by: number): void {
  pending += by;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
