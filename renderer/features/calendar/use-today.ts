import { useMemo } from "react";
import { useNow } from "../../lib/use-now.ts";
import { wallTimeAt } from "../../../shared/rules/schedule.ts";
import type { Day } from "./days.ts";

/** What day it is on the account's clock, to the minute it changes. */
export function useToday(zone: string): { readonly now: number; readonly today: Day } {
  const now = useNow();
  const minute = Math.floor(now / 60_000);
  const today = useMemo(() => wallTimeAt(minute * 60_000, zone).slice(0, 10), [minute, zone]);
  return { now, today };
}
