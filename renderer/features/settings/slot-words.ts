import type { Slot } from "../../../shared/contract/pacing.ts";
import { LONG_WEEKDAYS } from "../../lib/weekdays.ts";

const [SUNDAY, ...OTHERS] = LONG_WEEKDAYS;

/** From Monday on, as slots count them. */
export const WEEKDAYS = [...OTHERS, SUNDAY] as const;

/** `Monday 18:30`. */
export function slotName({ weekday, time }: Slot): string {
  return `${WEEKDAYS[weekday - 1] ?? ""} ${time}`;
}
