import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { onDay } from "../../../shared/rules/schedule.ts";
import type { CalendarActions } from "./actions.ts";
import { addDays } from "./days.ts";
import type { Spot } from "./keyboard.ts";
import { freedomOf, standsStillWords } from "./post-freedom.ts";

const DAYS_BY_ARROW: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

type View = { readonly actions: CalendarActions; goTo(spot: Spot): void };

/** The keys of a post in focus, the same in every view. True when the key was one of them. */
export function runPostKey(event: KeyboardEvent, entry: CalendarEntry, view: View): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const isKey = event.altKey
    ? moveByArrow(event.key, entry, view)
    : runPlainKey(event.key, entry, view.actions);
  if (isKey) event.preventDefault();
  return isKey;
}

function runPlainKey(key: string, entry: CalendarEntry, actions: CalendarActions): boolean {
  switch (key) {
    case "Enter":
      actions.open(entry);
      return true;
    case "m":
    case "M":
      if (freedomOf(entry.status) === "none") actions.announce(standsStillWords(entry.status));
      else actions.askMove(entry);
      return true;
    case "d":
    case "D":
      actions.duplicate(entry);
      return true;
    case "Delete":
    case "Backspace":
      actions.takeOff(entry);
      return true;
    default:
      return false;
  }
}

function moveByArrow(key: string, entry: CalendarEntry, view: View): boolean {
  const days = DAYS_BY_ARROW[key];
  if (days === undefined) return false;
  const day = addDays(entry.plan.wallTime.slice(0, 10), days);
  view.actions.move(entry, onDay(entry.plan.wallTime, day));
  const isFree = freedomOf(entry.status) === "move";
  if (isFree) view.goTo({ day, postId: entry.postId });
  return true;
}
