import {
  millisecondsInDay as DAY,
  millisecondsInHour as HOUR,
  millisecondsInMinute as MINUTE,
} from "date-fns/constants";
import { resolveWallTime, type ResolvedTime, wallTimeAt } from "../../../shared/rules/schedule.ts";
import {
  formatCity,
  formatDay,
  formatTime,
  formatTimeInZone,
  formatZone,
} from "../../lib/format.ts";

const HALF_HOUR = 30 * MINUTE;

/** `In 5 days 4 hours`, `In 28 minutes`, `2 hours ago`: how far off a time is, as one says it. */
export function relativeWords(at: number, now: number): string {
  const away = Math.abs(at - now);
  if (away < MINUTE) return "Now";
  const words = durationWords(away);
  return at > now ? `In ${words}` : `${words} ago`;
}

function durationWords(ms: number): string {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  if (days > 0)
    return [count(days, "day"), hours > 0 && count(hours, "hour")].filter(Boolean).join(" ");
  if (hours > 0)
    return [count(hours, "hour"), minutes > 0 && `${minutes} min`].filter(Boolean).join(" ");
  return count(minutes, "minute");
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

/** `Berlin time`, and what the clock of this computer shows then where it differs. */
export function zoneWords(at: number, zone: string, computerZone: string): string {
  const place = placeWords(zone);
  if (wallTimeAt(at, zone) === wallTimeAt(at, computerZone)) return place;
  const isSameDay = wallTimeAt(at, zone).slice(0, 10) === wallTimeAt(at, computerZone).slice(0, 10);
  const here = isSameDay
    ? formatTimeInZone(at, computerZone)
    : `${formatDay(at, computerZone, at)}, ${formatTimeInZone(at, computerZone)}`;
  return `${place} · ${here} on this computer`;
}

/** Whose clock it is: `Berlin time`. */
export function placeWords(zone: string): string {
  return zone === "UTC" ? "UTC" : `${formatCity(zone)} time`;
}

/** `Tue 18:30`, or `Tue 27 Oct, 18:30` where the name of the day would not say which. The zone stands beside it. */
export function slotWords(at: number, zone: string, now: number): string {
  const day = formatDay(at, zone, now);
  const time = formatTime(at, zone);
  return at - now < 6 * DAY ? `${day.slice(0, 3)} ${time}` : `${day}, ${time}`;
}

/** What to say when the clocks are changed at a chosen time; null on every other day. `typed` is what she chose. */
export function shiftWords(typed: string, zone: string): string | null {
  const resolved = resolveTyped(typed, zone);
  if (resolved === null || resolved.shift === "none") return null;
  const clock = typed.slice(11);
  if (resolved.shift === "gap")
    return `The clocks go forward that night: ${clock} does not exist in ${formatCity(zone)}. It goes out at ${resolved.wallTime.slice(11)}.`;
  const before = formatZone(resolved.at, zone);
  return `The clocks go back that night: ${clock} comes twice in ${formatCity(zone)}. It goes out the first time (${before}).`;
}

/** The instant of what stands in the date and time fields; null while they hold no time. */
export function resolveTyped(typed: string, zone: string): ResolvedTime | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed)) return null;
  try {
    return resolveWallTime(typed, zone);
  } catch {
    return null; // half-typed dates such as 0002-10-13 or 31 February are no time yet
  }
}

/** A time to start from: 18:30 today, or tomorrow when that is near or past. */
export function suggestTime(now: number, zone: string): string {
  const today = wallTimeAt(now, zone).slice(0, 10);
  const evening = `${today}T18:30`;
  if (resolveWallTime(evening, zone).at >= now + HALF_HOUR) return evening;
  return `${wallTimeAt(resolveWallTime(`${today}T12:00`, zone).at + DAY, zone).slice(0, 10)}T18:30`;
}
