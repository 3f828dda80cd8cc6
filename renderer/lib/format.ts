import { millisecondsInDay as DAY, millisecondsInMinute as MINUTE } from "date-fns/constants";

const LOCALE = "en-GB";

/** `18:30` in a zone. */
export function formatTime(at: number, zone: string): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** `18:30:09` in a zone, for receipts and attempts. */
export function formatSeconds(at: number, zone: string): string {
  return format(at, zone, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
}

/** `CEST`, or `UTC+9` where English has no short name. */
export function formatZone(at: number, zone: string): string {
  const british = zonePart(at, zone, LOCALE);
  const name = /^(GMT|UTC)[+-]/.test(british) ? zonePart(at, zone, "en-US") : british;
  return name.replace(/^GMT(?=[+-])/, "UTC");
}

/** `UTC+2`. */
export function formatOffset(at: number, zone: string): string {
  return partOf(at, { timeZone: zone, timeZoneName: "shortOffset" }, LOCALE).replace("GMT", "UTC");
}

/** `Berlin` of `Europe/Berlin`. */
export function formatCity(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** `18:30 CEST`: a time is never shown without its zone where it stands alone. */
export function formatTimeInZone(at: number, zone: string): string {
  return `${formatTime(at, zone)} ${formatZone(at, zone)}`;
}

/** `Thu 8 Oct`, with the year when it is not the year of `now`. */
export function formatDay(at: number, zone: string, now = Date.now()): string {
  const isThisYear = yearOf(at, zone) === yearOf(now, zone);
  return format(at, zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  })
    .replace(",", "")
    .replace("Sept", "Sep"); // CLDR has four letters for one month only
}

/** `8 October 2026`. */
export function formatDate(at: number, zone: string): string {
  return format(at, zone, { day: "numeric", month: "long", year: "numeric" });
}

/** `Thu 8 Oct, 18:30 CEST`. */
export function formatMoment(at: number, zone: string, now = Date.now()): string {
  return `${formatDay(at, zone, now)}, ${formatTimeInZone(at, zone)}`;
}

/** `in 4 h 28 min`, `3 min ago`, `now`. */
export function formatRelative(at: number, now: number): string {
  const difference = at - now;
  if (Math.abs(difference) < MINUTE) return "now";
  const words = formatDuration(Math.abs(difference));
  return difference > 0 ? `in ${words}` : `${words} ago`;
}

/** `4 h 28 min`, `3 days`, `9 s`; milliseconds in. */
export function formatDuration(ms: number): string {
  if (ms < MINUTE) return `${Math.max(1, Math.round(ms / 1000))} s`;
  if (ms >= 2 * DAY) return `${Math.floor(ms / DAY)} days`;
  const whole = Math.round(ms / MINUTE);
  const hours = Math.floor(whole / 60);
  const minutes = whole % 60;
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** `412 KB`, `8.1 MB`: decimal, as file managers show. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  const millions = bytes / 1_000_000;
  return millions < 1000 ? `${millions.toFixed(1)} MB` : `${(millions / 1000).toFixed(1)} GB`;
}

/** `1,204`. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(LOCALE).format(count);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return formatterOf(LOCALE, { ...options, timeZone: zone }).format(at);
}

// Making a formatter costs a hundred times what using it does, and a month shows sixty times.
function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

function zonePart(at: number, zone: string, locale: string): string {
  return partOf(at, { timeZone: zone, timeZoneName: "short" }, locale);
}

function partOf(at: number, options: Intl.DateTimeFormatOptions, locale: string): string {
  const parts = formatterOf(locale, options).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "UTC";
}

function yearOf(at: number, zone: string): string {
  return format(at, zone, { year: "numeric" });
}

/** Minutes and seconds as players show them: `0:07`, `12:30`. */
export function formatPlayingTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
