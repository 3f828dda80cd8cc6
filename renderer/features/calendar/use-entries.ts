import { useCallback, useMemo, useState } from "react";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { Plan } from "../../../shared/contract/posts.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import type { Day } from "./days.ts";
import { rangeAround } from "./range.ts";

/** Where a post is shown until the main process has answered. */
type Ahead = ReadonlyMap<string, { readonly plan: Plan; readonly isSettled: boolean }>;
const NOTHING_AHEAD: Ahead = new Map();
const NONE: readonly CalendarEntry[] = [];

/**
 * The account's entries around a day. Moves under way are already made.
 */
export function useEntries(accountId: string, day: Day) {
  const live = useLive(ipc.publishing.calendar, { accountId, ...rangeAround(day) }, [
    "publishing.changed",
    "posts.changed",
  ]);
  const read = live.value ?? NONE;
  const [ahead, setAhead] = useState(NOTHING_AHEAD);
  const [seen, setSeen] = useState(read);
  // What was read after the reply is the truth: a move that was answered is no longer shown from here.
  if (seen !== read) {
    setSeen(read);
    if (ahead.size > 0) setAhead(new Map([...ahead].filter(([, move]) => !move.isSettled)));
  }
  const entries = useMemo(
    () => (ahead.size === 0 ? read : read.map((entry) => moved(entry, ahead))),
    [read, ahead],
  );

  /** Shows a post at `plan` while `work` runs; it jumps back when `work` fails. */
  const showAhead = useCallback(
    async <T>(postId: string, plan: Plan, work: () => Promise<T>): Promise<T> => {
      setAhead((last) => new Map(last).set(postId, { plan, isSettled: false }));
      try {
        const reply = await work();
        setAhead((last) => new Map(last).set(postId, { plan, isSettled: true }));
        return reply;
      } catch (cause) {
        setAhead((last) => new Map([...last].filter(([id]) => id !== postId)));
        throw cause;
      }
    },
    [],
  );
  return { live, entries, showAhead };
}

export type ShowAhead = ReturnType<typeof useEntries>["showAhead"];

function moved(entry: CalendarEntry, ahead: Ahead): CalendarEntry {
  const plan = ahead.get(entry.postId)?.plan;
  return plan ? { ...entry, plan } : entry;
}
