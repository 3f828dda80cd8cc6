import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { resolveWallTime } from "../../../shared/rules/schedule.ts";
import { formatMoment } from "../../lib/format.ts";
import { freedomOf } from "./post-freedom.ts";

/** What stands at the pointer while a post is held over a time: `Fri 9 Oct, 16:45 CEST`. */
export function dropWords(entry: CalendarEntry, wallTime: string): string {
  const { at, shift } = resolveWallTime(wallTime, entry.plan.zone);
  const moment = formatMoment(at, entry.plan.zone);
  const words = shift === "none" ? moment : `${moment} (clocks change)`;
  return freedomOf(entry.status) === "copy" ? `Plan a copy: ${words}` : words;
}
