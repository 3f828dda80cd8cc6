import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { afterFirstScreen } from "../../lib/first-screen.ts";
import type { CalendarActions } from "./actions.ts";
import type { DayIndex } from "./day-index.ts";
import type { Day } from "./days.ts";
import type { DragHooks } from "./drag.ts";
import { dropWords } from "./drop-words.ts";
import type { Spot } from "./keyboard.ts";
import { freedomOf } from "./post-freedom.ts";
import { runPostKey } from "./post-keys.ts";
import { timeAtHeight } from "./week-layout.ts";

/** What a view shows right now, for the listeners that are attached once. */
export type ShownView = {
  readonly index: DayIndex;
  readonly actions: CalendarActions;
  /** Where a key leads from a day or post; null when it leads nowhere. */
  readonly step: (spot: Spot, key: string) => Spot | null;
  readonly goTo: (spot: Spot) => void;
  readonly note: (spot: Spot) => void;
  /** Where a post dragged to the pointer would go. Left out where nothing can be dragged. */
  readonly placeAt?: DragHooks["placeAt"];
  /** Opens a full day, or closes it. False when nothing of it is hidden. */
  readonly toggleDay?: (day: Day) => boolean;
  /** Closes what is open. False when nothing is. */
  readonly close?: () => boolean;
};

/**
 * Hears clicks, keys, focus and drags of a whole view in one place. What was hit is read from `data-post`, `data-day-name`,
 * `data-add` and `data-more`, so that what is drawn needs no listeners of its own.
 */
export class ViewInput {
  private shown: ShownView | null = null;

  update(shown: ShownView): void {
    this.shown = shown;
  }

  /** Returns how to stop. */
  attach(view: HTMLElement): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    view.addEventListener("click", (event) => this.click(event), { signal });
    view.addEventListener("dblclick", (event) => this.clickTwice(event), { signal });
    view.addEventListener("keydown", (event) => this.press(event), { signal });
    view.addEventListener("focusin", (event) => this.noteFocus(event), { signal });
    afterFirstScreen(() => void this.letDrag(view, signal));
    return () => stop.abort();
  }

  /** Dragging has a file of its own: a pointer takes longer to reach a post than that takes to come. */
  private async letDrag(view: HTMLElement, signal: AbortSignal): Promise<void> {
    const { attachDrag } = await import("./drag.ts");
    if (signal.aborted) return;
    const stopDrag = attachDrag(view, {
      entryOf: (postId) => this.find(postId),
      placeAt: (input, drag) => this.shown?.placeAt?.(input, drag) ?? null,
      words: dropWords,
      isLocked: (entry) => !this.shown?.placeAt || freedomOf(entry.status) === "none",
      drop: (entry, wallTime) => this.shown?.actions.move(entry, wallTime),
    });
    signal.addEventListener("abort", stopDrag);
  }

  private click(event: MouseEvent): void {
    const { shown } = this;
    if (!shown || !(event.target instanceof Element)) return;
    const hit = event.target.closest<HTMLElement>(
      "[data-add],[data-day-name],[data-more],[data-post]",
    );
    const { add, dayName, more, post } = hit?.dataset ?? {};
    if (add !== undefined) shown.actions.create(add);
    if (dayName !== undefined) enterDay(dayName, shown);
    if (more !== undefined) shown.toggleDay?.(more);
    if (post === undefined) return;
    event.preventDefault();
    const entry = this.find(post);
    if (entry) shown.actions.open(entry);
  }

  /** On a free place of a day's hours: a post at that time. */
  private clickTwice(event: MouseEvent): void {
    const { target } = event;
    const day = target instanceof HTMLElement ? target.dataset["hours"] : undefined;
    if (day === undefined || !(target instanceof HTMLElement)) return;
    const top = event.clientY - target.getBoundingClientRect().top;
    this.shown?.actions.create(day, timeAtHeight(top, false));
  }

  private press(event: KeyboardEvent): void {
    const { shown } = this;
    const spot = spotOf(event.target);
    if (!shown || !spot) return;
    const entry = spot.postId === null ? undefined : this.find(spot.postId);
    if (entry && runPostKey(event, entry, shown)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (pressOnDay(event.key, spot, shown)) return event.preventDefault();
    const next = shown.step(spot, event.key);
    if (!next) return;
    event.preventDefault();
    shown.goTo(next);
  }

  private noteFocus(event: FocusEvent): void {
    const spot = spotOf(event.target);
    if (spot) this.shown?.note(spot);
  }

  private find(postId: string): CalendarEntry | undefined {
    for (const list of this.shown?.index.values() ?? []) {
      const found = list.find((entry) => entry.postId === postId);
      if (found) return found;
    }
    return undefined;
  }
}

/** The day or post that an element stands for; null for any other. */
function spotOf(target: EventTarget | null): Spot | null {
  if (!(target instanceof HTMLElement)) return null;
  const { dayName, post } = target.dataset;
  if (dayName !== undefined) return { day: dayName, postId: null };
  const day = target.closest<HTMLElement>("[data-day]")?.dataset["day"];
  return day !== undefined && post !== undefined ? { day, postId: post } : null;
}

function pressOnDay(key: string, spot: Spot, shown: ShownView): boolean {
  if (key === "Escape") return shown.close?.() ?? false;
  if (key !== "+") return false; // Enter and Space press the day's button: see click
  shown.actions.create(spot.day);
  return true;
}

/** Pressing a day's name shows all its posts when some are hidden, or else begins a new one. */
function enterDay(day: Day, shown: ShownView): void {
  if (!shown.toggleDay?.(day)) shown.actions.create(day);
}
