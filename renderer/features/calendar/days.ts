import type { Settings } from "../../../shared/contract/settings.ts";

/** A day of the calendar, `2026-10-14`: what the account's clock calls it, no instant and no zone. Sorts as text. */
export type Day = string;
export type WeekStart = Settings["weekStartsOn"];

const DAY_MS = 86_400_000;
const FIRST_WEEKDAY: Readonly<Record<WeekStart, number>> = { sunday: 0, monday: 1, saturday: 6 };

/** Days since 1970-01-01: differences between days are differences between these, whatever clocks do. */
export function dayNumber(day: Day): number {
  return (
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) /
    DAY_MS
  );
}

/** The day of a number from `dayNumber`. */
export function dayFrom(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(day: Day, count: number): Day {
  return dayFrom(dayNumber(day) + count);
}

/** 0 is Sunday, as in JavaScript. */
export function weekdayOf(day: Day): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

/** The first day of the week that holds `day`. */
export function startOfWeek(day: Day, weekStart: WeekStart): Day {
  return addDays(day, -((weekdayOf(day) - FIRST_WEEKDAY[weekStart] + 7) % 7));
}

/** The same day of another month; the 31st becomes the last day of a shorter one. */
export function addMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayFrom(Date.UTC(year, month, Math.min(Number(day.slice(8, 10)), last)) / DAY_MS);
}

/** `count` days from `first` on. */
export function daysFrom(first: Day, count: number): readonly Day[] {
  const start = dayNumber(first);
  return Array.from({ length: count }, (_, index) => dayFrom(start + index));
}

/** The days of a month view: whole weeks, four to six of them, with the neighbouring months' days that fill them. */
export function monthDays(day: Day, weekStart: WeekStart): readonly Day[] {
  const first = `${day.slice(0, 8)}01`;
  const start = startOfWeek(first, weekStart);
  const next = addDays(addMonths(first, 1), -1);
  const span = dayNumber(next) - dayNumber(start) + 1;
  return daysFrom(start, Math.ceil(span / 7) * 7);
}
