import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { Day } from "./days.ts";

/** What the views ask for; the screen does it. The same object at every render. */
export type CalendarActions = {
  readonly open: (entry: CalendarEntry) => void;
  /** A new post on a day, at `time` (`18:30`) or the next sensible one. */
  readonly create: (day: Day, time?: string) => void;
  readonly duplicate: (entry: CalendarEntry) => void;
  /** Asks for day and time. */
  readonly askMove: (entry: CalendarEntry) => void;
  /** To a wall-clock time of the calendar's zone, asking first where that is wise. */
  readonly move: (entry: CalendarEntry, wallTime: string) => void;
  /** Unschedules what is scheduled, removes a draft; both can be undone. */
  readonly takeOff: (entry: CalendarEntry) => void;
  /** Says something to those who listen. */
  readonly announce: (words: string) => void;
};
