import {
  draggable,
  dropTargetForElements,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import styles from "./drag.module.css";

type Input = { readonly clientX: number; readonly clientY: number; readonly altKey: boolean };
/** Where a dragged post would go, and which element to light up. */
export type DropPlace = { readonly wallTime: string; readonly over: HTMLElement };

/** What a view knows about the posts dragged over it. */
export type DragHooks = {
  readonly entryOf: (postId: string) => CalendarEntry | undefined;
  /** The wall-clock time under the pointer; `grabbedPx` is how far below the card's top edge it was taken. */
  readonly placeAt: (
    input: Input,
    drag: { entry: CalendarEntry; grabbedPx: number },
  ) => DropPlace | null;
  /** What stands at the pointer while over `wallTime`. */
  readonly words: (entry: CalendarEntry, wallTime: string) => string;
  readonly isLocked: (entry: CalendarEntry) => boolean;
  readonly drop: (entry: CalendarEntry, wallTime: string) => void;
};

/**
 * Lets posts inside `view` be dragged. A card is made draggable when the pointer first comes over it, so that a full
 * month costs nothing until it is touched. Esc, or a drop elsewhere, changes nothing. Returns how to stop.
 */
export function attachDrag(view: HTMLElement, hooks: DragHooks): () => void {
  const made = new Map<Element, () => void>();
  const arm = (event: Event) => {
    const card = event.target instanceof Element ? event.target.closest("[data-post]") : null;
    if (!(card instanceof HTMLElement) || made.has(card)) return;
    forgetRemoved(made);
    made.set(card, makeDraggable(card, hooks));
  };
  view.addEventListener("pointerover", arm);
  const stopTarget = dropTargetForElements({ element: view });
  return () => {
    view.removeEventListener("pointerover", arm);
    stopTarget();
    for (const stop of made.values()) stop();
  };
}

function forgetRemoved(made: Map<Element, () => void>): void {
  for (const [card, stop] of made)
    if (!card.isConnected) {
      stop();
      made.delete(card);
    }
}

function makeDraggable(card: HTMLElement, hooks: DragHooks): () => void {
  const entry = () => hooks.entryOf(card.dataset["post"] ?? "");
  let drag: Drag | null = null;
  return draggable({
    element: card,
    canDrag: () => {
      const found = entry();
      return found !== undefined && !hooks.isLocked(found);
    },
    onDragStart: ({ location }) => {
      const found = entry();
      if (found) drag = new Drag(card, found, location.initial.input);
    },
    onDrag: ({ location }) => drag?.follow(location.current.input, hooks),
    onDrop: ({ location }) => {
      const isInside = location.current.dropTargets.length > 0;
      const place = isInside ? drag?.follow(location.current.input, hooks) : null;
      const dropped = drag?.entry;
      drag?.end();
      drag = null;
      if (dropped && place && place.wallTime !== dropped.plan.wallTime)
        hooks.drop(dropped, place.wallTime);
    },
  });
}

/** One drag under way: the dashed place it left, the day it is over, the time in words at the pointer. */
class Drag {
  readonly entry: CalendarEntry;
  private readonly card: HTMLElement;
  private readonly grabbedPx: number;
  private readonly label = document.createElement("div");
  private over: HTMLElement | null = null;

  constructor(card: HTMLElement, entry: CalendarEntry, input: Input) {
    this.card = card;
    this.entry = entry;
    this.grabbedPx = input.clientY - card.getBoundingClientRect().top;
    card.dataset["dragging"] = "";
    this.label.className = styles["label"] ?? "";
    this.label.hidden = true;
    document.body.append(this.label);
  }

  follow(input: Input, hooks: DragHooks): DropPlace | null {
    const place = hooks.placeAt(input, { entry: this.entry, grabbedPx: this.grabbedPx });
    this.light(place?.over ?? null);
    this.label.hidden = place === null;
    if (place) {
      this.label.textContent = hooks.words(this.entry, place.wallTime);
      const left = Math.min(input.clientX + 12, window.innerWidth - this.label.offsetWidth - 8);
      this.label.style.transform = `translate(${left}px, ${Math.max(4, input.clientY - 40)}px)`;
    }
    return place;
  }

  end(): void {
    delete this.card.dataset["dragging"];
    this.light(null);
    this.label.remove();
  }

  private light(over: HTMLElement | null): void {
    if (over === this.over) return;
    delete this.over?.dataset["over"];
    if (over) over.dataset["over"] = "";
    this.over = over;
  }
}
