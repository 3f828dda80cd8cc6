import { millisecondsInHour as HOUR, millisecondsInMinute as MINUTE } from "date-fns/constants";
import type { z } from "zod";
import { Reading, type ReadingWait } from "../../../shared/contract/analytics.ts";
import { isLate } from "./ages.ts";
import type { InsightFigureRow, InsightReadingRow } from "./tables.ts";

const Dropped = Reading.shape.dropped;

/** A reading as receipts and screens show it. `publishedAt`: epoch ms UTC. */
export function toReading(
  row: InsightReadingRow,
  figures: readonly InsightFigureRow[],
  publishedAt: number,
): Reading {
  const { age, state, dueAt, askedAt } = row;
  const isTold = state === "taken" || state === "empty";
  const ageMs = askedAt === null ? null : Math.max(0, askedAt - publishedAt);
  const wasLate = isTold && askedAt !== null && isLate(age, dueAt, askedAt);
  return {
    age,
    state,
    dueAt,
    nextAt: row.nextAt,
    waitReason: state === "waiting" ? row.waitReason : null,
    askedAt,
    ageMs,
    isLate: wasLate,
    figures: figures
      .filter((figure) => figure.age === age)
      .map(({ metric, part, value }) => ({ metric, part: part === "" ? null : part, value })),
    dropped: parseDropped(row.dropped),
    note: noteOf(row, wasLate ? ageMs : null),
    code: row.code,
  };
}

const WAITS: Readonly<Record<ReadingWait, string>> = {
  offline: "There was no connection.",
  login: "The account had to be logged in again.",
  account: "Instagram held the account back.",
  permission: "This login may not read figures. Log in again under Accounts and allow insights.",
  "rate-limit": "The calls Instagram allows were kept for publishing, or used up.",
  retry: "Instagram did not answer as it should.",
};

/** What there is to say of each state. `held`: why it had waited, if it had. */
const NOTES: Readonly<
  Record<Reading["state"], (row: InsightReadingRow, held: string | null) => string | null>
> = {
  waiting: ({ waitReason, said }, held) => (waitReason === "retry" ? (said ?? held) : held),
  taken: () => null,
  empty: ({ said }) => said ?? "Instagram had no figures for it.",
  missed: (_, held) =>
    `${held ?? "The app was not running, or the computer slept."} Then the next one was due.`,
  "too-late": (_, held) =>
    [held, "Instagram tells a story's figures for 24 hours only."].filter(Boolean).join(" "),
  gone: () => "The post is not on the account any more, so there are no more figures.",
  "given-up": ({ said }) => said,
};

function noteOf(row: InsightReadingRow, lateAgeMs: number | null): string | null {
  const held = row.waitReason === null ? null : WAITS[row.waitReason];
  const late = lateAgeMs === null ? null : `Taken late, at an age of ${ageWords(lateAgeMs)}.`;
  return [NOTES[row.state](row, held), late].filter(Boolean).join(" ") || null;
}

/** `3 h 20 min`, `9 days 4 h`. */
function ageWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  const hours = Math.floor(ms / HOUR);
  if (hours < 48)
    return [hours > 0 && `${hours} h`, `${minutes % 60} min`].filter(Boolean).join(" ");
  return `${Math.floor(hours / 24)} days${hours % 24 === 0 ? "" : ` ${hours % 24} h`}`;
}

function parseDropped(json: string): z.infer<typeof Dropped> {
  return json === "[]" ? [] : Dropped.parse(JSON.parse(json));
}
