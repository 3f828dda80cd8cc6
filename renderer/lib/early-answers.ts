import { onAnyEvent } from "./ipc.ts";

type Read<I, T> = (input: I) => Promise<T>;

const answers = new Map<unknown, Map<string, unknown>>();

/**
 * Asks before anything on the screen does, and keeps the answer for it. The first event of the main process makes all of
 * them doubtful, so they are forgotten then. Resolves to undefined where there is no answer: whoever needs it asks again.
 */
export async function askEarly<I, T>(read: Read<I, T>, input: I): Promise<T | undefined> {
  const isQuiet = listen();
  try {
    const value = await read(input);
    if (!isQuiet()) return undefined;
    const kept = answers.get(read) ?? new Map<string, unknown>();
    answers.set(read, kept.set(JSON.stringify(input), value));
    return value;
  } catch {
    return undefined; // the screen asks again, and shows why there is no answer
  }
}

/** What was answered to this very question before the screen asked it; `key` is the input as JSON. */
export function earlyAnswer<I, T>(
  read: Read<I, T>,
  key: string | null,
): { readonly value: T } | undefined {
  const kept = answers.get(read);
  if (key === null || !kept?.has(key)) return undefined;
  return { value: kept.get(key) as T };
}

/** The first screen has taken what it needed. */
export function forgetEarlyAnswers(): void {
  answers.clear();
}

let told = 0;
let stop: (() => void) | undefined;

/** Returns whether nothing has been told since. */
function listen(): () => boolean {
  stop ??= onAnyEvent(() => {
    told += 1;
    forgetEarlyAnswers();
  });
  const before = told;
  return () => told === before;
}
