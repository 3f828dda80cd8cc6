import { Temporal } from "temporal-polyfill";
import type { NextSlot, Slot } from "../contract/pacing.ts";
import { checkPacing, PACING_REACH_MS, type PacedPost, type PostLimit } from "./pacing.ts";
import { resolveWallTime } from "./schedule.ts";

/** How far ahead a free slot is looked for, days of the account's calendar. */
export const SLOT_DAYS = 90;

/** An account's slots among what it has planned. Instants are epoch ms UTC. */
export type SlotSearch = Omit<PacedPost, "at"> & {
  /** The slot comes after it. */
  readonly after: number;
  readonly slots: readonly Slot[];
  /** What posts are meant for, drafts with a planned time too: a slot at that very instant is not free. */
  readonly taken: readonly number[];
};

type SlotAt = { readonly at: number; readonly wallTime: string };

/**
 * The first slot that is free and breaks nothing of the account's pace, nor Instagram's own limit. Otherwise why there is none,
 * in her words. Where the clocks are changed a slot is what `resolveWallTime` makes of it.
 */
export function findNextSlot(search: SlotSearch, limit: PostLimit): NextSlot {
  if (search.slots.length === 0) return { kind: "unset" };
  const taken = new Set(search.taken);
  let takenSlots = 0;
  let firstWords: string | undefined;
  for (const slot of slotsAfter(search)) {
    if (taken.has(slot.at)) {
      takenSlots += 1;
      continue;
    }
    const words = brokenPace(search, slot.at, limit);
    if (words === undefined) return { kind: "free", ...slot, zone: search.zone };
    firstWords ??= words;
  }
  return { kind: "none", reason: noneWords(takenSlots > 0, firstWords) };
}

/** Each slot of the days ahead, in time order. A day at a time: the first one is mostly near. */
function* slotsAfter({ after, slots, zone }: SlotSearch): Generator<SlotAt> {
  const today = Temporal.Instant.fromEpochMilliseconds(after)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  for (let ahead = 0; ahead <= SLOT_DAYS; ahead += 1) {
    const day = today.add({ days: ahead });
    yield* slots
      .filter((slot) => slot.weekday === day.dayOfWeek)
      .map(({ time }) => `${day.toString()}T${time}`)
      .map((wallTime) => ({ at: resolveWallTime(wallTime, zone).at, wallTime }))
      .filter(({ at }) => at > after)
      .toSorted((a, b) => a.at - b.at); // a skipped 02:30 comes after 03:15
  }
}

function brokenPace(search: SlotSearch, at: number, limit: PostLimit): string | undefined {
  const { pacing, zone } = search;
  const others = search.others.filter((other) => Math.abs(other - at) <= PACING_REACH_MS);
  return checkPacing({ at, others, pacing, zone }, limit).find(({ level }) => level !== "pass")
    ?.message;
}

function noneWords(isAnyTaken: boolean, firstWords: string | undefined): string {
  const days = `the next ${SLOT_DAYS} days`;
  if (firstWords === undefined) return `Every slot of ${days} is taken.`;
  const none = isAnyTaken
    ? `Every slot of ${days} is taken or breaks the account’s pace.`
    : `No slot of ${days} keeps the account’s pace.`;
  return `${none} The first that does not: ${firstWords}`;
}
