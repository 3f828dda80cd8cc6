import type { RehearsedCall } from "../../shared/contract/publishing.ts";
import { formatDuration } from "../lib/format.ts";

type Step = RehearsedCall["step"];

/** What each call is for, and what of it is not in the list. */
const STEPS: Readonly<Record<Step, readonly [what: string, note?: string]>> = {
  "create-item": ["Make the container of item"],
  "create-container": ["Make the container of the post"],
  "read-upload": ["Ask how much of the video has arrived"],
  upload: ["Send the video", "After a cut, from where it broke off."],
  "read-container": ["Ask whether it is finished", "Again, with longer pauses, until it is."],
  "read-limit": ["Read how many posts the account has left today"],
  "list-posts": ["Look whether these words are out already"],
  publish: [
    "Publish",
    "Sent once. If the answer is lost, Instagram is asked, and nothing is sent again.",
  ],
  "read-post": ["Read the post’s address", "Again if it is not told yet."],
  "list-comments": ["Look for the first comment", "So that it is not written twice."],
  comment: ["Write the first comment"],
  "comments-off": ["Switch comments off"],
};

/** A call with its number in the whole list, from 1. */
export type Line = {
  readonly number: number;
  readonly what: string;
  readonly note: string | undefined;
  readonly call: RehearsedCall;
};
/** Calls of one moment. */
export type Moment = { readonly words: string; readonly lines: readonly Line[] };

/** The calls by when they are made, in order. */
export function momentsOf(calls: readonly RehearsedCall[]): readonly Moment[] {
  const moments: { words: string; lines: Line[] }[] = [];
  let items = 0;
  for (const [at, call] of calls.entries()) {
    const [words, note] = STEPS[call.step];
    const what = call.step === "create-item" ? `${words} ${++items}` : words;
    const line = { number: at + 1, what, note, call };
    const moment = momentWords(call.fromDueMs);
    const last = moments.at(-1);
    if (last?.words === moment) last.lines.push(line);
    else moments.push({ words: moment, lines: [line] });
  }
  return moments;
}

function momentWords(fromDueMs: number): string {
  if (Math.abs(fromDueMs) < 1000) return "When it is due";
  const words = formatDuration(Math.abs(fromDueMs));
  return fromDueMs < 0 ? `${words} before` : `${words} after`;
}
