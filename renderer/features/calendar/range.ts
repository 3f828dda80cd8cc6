import { addDays, addMonths, type Day } from "./days.ts";

/** Epoch ms UTC. */
export type Range = { readonly fromAt: number; readonly toAt: number };

/** The instants that days in a row may touch in any zone, so that a range read from the main process misses none. */
export function looseRange(first: Day, last: Day): Range {
  return {
    fromAt: Math.max(0, Date.parse(`${addDays(first, -1)}T00:00Z`)),
    toAt: Date.parse(`${addDays(last, 2)}T00:00Z`),
  };
}

/** What is read around a day: its month and a month on either side, so that turning a page shows it at once. */
export function rangeAround(day: Day): Range {
  const month = `${day.slice(0, 8)}01`;
  return looseRange(addDays(addMonths(month, -1), -7), addDays(addMonths(month, 2), 7));
}
