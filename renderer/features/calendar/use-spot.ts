import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { Spot } from "./keyboard.ts";

/** Where the Tab key stops in a view and how the keys move it: the roving tabindex of the ARIA grid pattern. */
export function useSpot(view: RefObject<HTMLElement | null>, initial: Spot) {
  const [spot, setSpot] = useState(initial);
  const shouldFocus = useRef(false);
  useLayoutEffect(() => {
    if (!shouldFocus.current) return;
    const element = elementAt(view.current, spot);
    if (!element) return; // the next month is still being drawn
    shouldFocus.current = false;
    element.focus();
  });
  return {
    spot,
    /** Moves the keyboard's place, and the focus with it. */
    goTo: (next: Spot) => {
      shouldFocus.current = true;
      setSpot(next);
    },
    /** Notes where she put the focus herself. */
    note: (next: Spot) =>
      setSpot((last) => (last.day === next.day && last.postId === next.postId ? last : next)),
  };
}

/** The element of a post, or of its day while the post is not drawn. */
function elementAt(view: HTMLElement | null, spot: Spot): HTMLElement | null {
  const post =
    spot.postId !== null &&
    view?.querySelector<HTMLElement>(`[data-post="${CSS.escape(spot.postId)}"]`);
  return post || (view?.querySelector<HTMLElement>(`[data-day-name="${spot.day}"]`) ?? null);
}
