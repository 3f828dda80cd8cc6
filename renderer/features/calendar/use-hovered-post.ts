import { useEffect, useState, type RefObject } from "react";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { DayIndex } from "./day-index.ts";
import type { QuickPlace } from "./quick-actions.tsx";

type Hovered = { readonly entry: CalendarEntry; readonly place: QuickPlace };
type Seen = { readonly postId: string; readonly day: string; readonly place: QuickPlace };

const BAR_PX = 28;

/** The post under the pointer, or in focus by the keyboard, and where its actions stand. */
export function useHoveredPost(
  view: RefObject<HTMLElement | null>,
  index: DayIndex,
): Hovered | null {
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => {
    const root = view.current;
    if (!root) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const look = (event: Event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("[data-quick]")) return;
      const card = target?.closest<HTMLElement>("[data-post]");
      setSeen(card ? seenAt(card, root) : null);
    };
    const lookAtFocus = (event: Event) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) look(event);
    };
    const forget = () => setSeen(null);
    root.addEventListener("pointerover", look, { signal });
    root.addEventListener("focusin", lookAtFocus, { signal });
    for (const name of ["pointerleave", "focusout", "dragstart", "scroll"])
      root.addEventListener(name, forget, { signal, capture: name === "scroll" });
    return () => stop.abort();
  }, [view]);
  const entry = seen && index.get(seen.day)?.find((entry) => entry.postId === seen.postId);
  return seen && entry ? { entry, place: seen.place } : null;
}

/** Under a card that has room below it, over the end of a row that has none. */
function seenAt(card: HTMLElement, view: HTMLElement): Seen {
  const inner = card.getBoundingClientRect();
  const outer = view.getBoundingClientRect();
  const isRow = inner.height < 2 * BAR_PX;
  const below = Math.min(inner.bottom + 2, outer.bottom - BAR_PX - 2);
  const beside = inner.top + (inner.height - BAR_PX) / 2;
  return {
    postId: card.dataset["post"] ?? "",
    day: card.closest<HTMLElement>("[data-day]")?.dataset["day"] ?? "",
    place: {
      top: (isRow ? beside : below) - outer.top,
      right: Math.max(2, outer.right - inner.right),
    },
  };
}
