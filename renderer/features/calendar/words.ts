import { formatCity, formatOffset, formatZone } from "../../lib/format.ts";
import { LONG_WEEKDAYS } from "../../lib/weekdays.ts";
import { type Day, weekdayOf } from "./days.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** `Sat`. */
export function weekdayName(day: Day): string {
  return WEEKDAYS[weekdayOf(day)] ?? "";
}

/** `14`, and `1 Oct` where a month begins. */
export function dayLabel(day: Day): string {
  const number = Number(day.slice(8));
  return number === 1 ? `1 ${monthName(day).slice(0, 3)}` : String(number);
}

/** `Sat 10 Oct`. */
export function shortDay(day: Day): string {
  return `${weekdayName(day)} ${Number(day.slice(8))} ${monthName(day).slice(0, 3)}`;
}

/** `Saturday 10 October`, as it is read out. */
export function longDay(day: Day): string {
  return `${LONG_WEEKDAYS[weekdayOf(day)] ?? ""} ${Number(day.slice(8))} ${monthName(day)}`;
}

/** `Saturday 10 Oct`: names a day whose button shows `10`, or `1 Oct`. */
export function spokenDay(day: Day): string {
  return longDay(day).replace(monthName(day), monthName(day).slice(0, 3));
}

/** `October 2026`. */
export function monthTitle(day: Day): string {
  return `${monthName(day)} ${day.slice(0, 4)}`;
}

/** `5 – 11 October`; the months and years that differ are both named. */
export function rangeTitle(first: Day, last: Day): string {
  const end = `${Number(last.slice(8))} ${monthName(last)}`;
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))} – ${end}`;
  const start = `${Number(first.slice(8))} ${monthName(first)}`;
  if (first.slice(0, 4) === last.slice(0, 4)) return `${start} – ${end}`;
  return `${start} ${first.slice(0, 4)} – ${end} ${last.slice(0, 4)}`;
}

/** `18:30` of `2026-10-14T18:30`. */
export function clockTime(wallTime: string): string {
  return wallTime.slice(11, 16);
}

/** `Berlin, CEST (UTC+2)`: whose clock the calendar shows. */
export function zoneBadge(zone: string, at: number): string {
  const name = formatZone(at, zone);
  const offset = formatOffset(at, zone);
  const words = name === offset ? name : `${name} (${offset})`;
  const city = formatCity(zone);
  return city === name ? city : `${city}, ${words}`;
}

/** What to say when a clock change touched a chosen time; nothing when it did not. */
export function shiftWords(shift: "none" | "gap" | "overlap", wallTime: string): string {
  if (shift === "gap")
    return `The clocks go forward that night and skip the chosen time: it goes out at ${clockTime(wallTime)}.`;
  if (shift === "overlap")
    return `The clocks go back and ${clockTime(wallTime)} comes twice: the first one is meant.`;
  return "";
}

function monthName(day: Day): string {
  return MONTHS[Number(day.slice(5, 7)) - 1] ?? "";
}
