import type { Slot } from "../../../shared/contract/pacing.ts";

/** From Monday on, as slots count them. */
export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

/** `Monday 18:30`. */
export function slotName({ weekday, time }: Slot): string {
  return `${WEEKDAYS[weekday - 1] ?? ""} ${time}`;
}
