import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { onDay } from "../../../shared/rules/schedule.ts";
import type { Day } from "./days.ts";
import type { DropPlace } from "./drag.ts";
import { timeAtHeight } from "./week-layout.ts";

type Point = { readonly clientX: number; readonly clientY: number; readonly altKey: boolean };
type Dragged = { readonly entry: CalendarEntry; readonly grabbedPx: number };

/** A day drag keeps the clock time. */
export function placeOnDay(point: Point, { entry }: Dragged): DropPlace | null {
  const under = dayUnder(point);
  return under && { wallTime: onDay(entry.plan.wallTime, under.day), over: under.over };
}

/** A drag in a day's column of hours: the card's top edge says when, by quarter hours, with Alt by minutes. */
export function placeInHours(point: Point, { grabbedPx }: Dragged): DropPlace | null {
  const under = dayUnder(point);
  if (!under) return null;
  const top = point.clientY - grabbedPx - under.over.getBoundingClientRect().top;
  return { wallTime: `${under.day}T${timeAtHeight(top, point.altKey)}`, over: under.over };
}

function dayUnder(point: Point): { readonly day: Day; readonly over: HTMLElement } | null {
  const element = document.elementFromPoint(point.clientX, point.clientY);
  const over = element?.closest<HTMLElement>("[data-drop-day]");
  const day = over?.dataset["dropDay"];
  return over && day !== undefined ? { day, over } : null;
}
