import { resolveWallTime } from "../../../shared/rules/schedule.ts";
import type { Day } from "./days.ts";

const HALF_HOUR_MS = 30 * 60_000;
/** Nearer than this a chosen time is asked about, and never offered. */
export const SOON_MS = 5 * 60_000;
const USUAL_TIME = "18:30";

/**
 * The time a new post on `day` starts with: 18:30, or the next half hour once that has passed. Null for a day that has
 * no time left. `now` is epoch ms.
 */
export function nextSensibleTime(day: Day, now: number, zone: string): string | null {
  const usual = resolveWallTime(`${day}T${USUAL_TIME}`, zone);
  if (usual.at >= now + SOON_MS) return usual.wallTime;
  const halfHour = Math.ceil((now + SOON_MS) / HALF_HOUR_MS) * HALF_HOUR_MS;
  for (const time of halfHours(day)) {
    const resolved = resolveWallTime(time, zone);
    if (resolved.at >= halfHour)
      return resolved.wallTime.startsWith(day) ? resolved.wallTime : null;
  }
  return null;
}

function halfHours(day: Day): readonly string[] {
  return Array.from({ length: 48 }, (_, index) => {
    const hour = String(Math.floor(index / 2)).padStart(2, "0");
    return `${day}T${hour}:${index % 2 === 0 ? "00" : "30"}`;
  });
}
