import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import type { AppError } from "../../shared/result.ts";
import { earlyAnswer } from "./early-answers.ts";
import { toAppError } from "./failure.ts";
import { onEvent, type EventName } from "./ipc.ts";
import { noteFirstRead } from "./pending-reads.ts";

/** What the main process knows, as last read. */
export type Live<T> = {
  /** The last answer; kept while reading again and when a later read fails. Undefined until the first one. */
  readonly value: T | undefined;
  /** Why the last read failed; gone with the next good answer. */
  readonly error: AppError | undefined;
  readonly isReading: boolean;
  /** True while `value` answers an earlier input than the one asked for now. */
  readonly isStale: boolean;
  /** Reads again now. */
  readonly reread: () => void;
};

type Answer<T> = {
  readonly value: T | undefined;
  readonly key: string | undefined;
  readonly error: AppError | undefined;
  readonly isReading: boolean;
};

/**
 * Reads from the main process, and again whenever one of `events` is told. `input` is compared by its contents; null means
 * not yet. Late answers of an earlier input are dropped. `read` must be the same route at each call from one place.
 */
export function useLive<I, T>(
  read: (input: I) => Promise<T>,
  input: I | null,
  events: readonly EventName[],
): Live<T> {
  const key = input === null ? null : JSON.stringify(input);
  const again = useRef<() => void>(undefined);
  const [answer, setAnswer] = useState<Answer<T>>(() => {
    const early = earlyAnswer(read, key);
    if (early && key !== null) return { ...early, key, error: undefined, isReading: false };
    return { value: undefined, key: undefined, error: undefined, isReading: key !== null };
  });
  const readNow = useEffectEvent(() => read(input as I));
  // An event since the answer makes it doubtful, and it is forgotten.
  const isAnswered = useEffectEvent(() => answer.key === key && !!earlyAnswer(read, key));
  const eventKey = events.join(" ");

  useEffect(() => {
    if (key === null) return undefined;
    const watch = watchReads(() => readNow(), {
      events: eventKey.split(" ").filter(Boolean) as EventName[],
      isAnswered: isAnswered(),
      onStart: () => setAnswer((last) => (last.isReading ? last : { ...last, isReading: true })),
      onValue: (value) => setAnswer({ value, key, error: undefined, isReading: false }),
      onError: (error) => setAnswer((last) => ({ ...last, error, isReading: false })),
    });
    again.current = watch.reread;
    return () => {
      again.current = undefined;
      watch.stop();
    };
  }, [key, eventKey]);
  const reread = useCallback(() => again.current?.(), []);

  return {
    value: answer.value,
    error: answer.error,
    isReading: answer.isReading,
    isStale: answer.value !== undefined && answer.key !== key,
    reread,
  };
}

type Watch<T> = {
  readonly events: readonly EventName[];
  /** The first read has been made early. */
  readonly isAnswered: boolean;
  readonly onStart: () => void;
  readonly onValue: (value: T) => void;
  readonly onError: (error: AppError) => void;
};

/** Reads now, unless that was done early, and at each event; only the newest read is heard. Returns how to read again and how to stop. */
function watchReads<T>(read: () => Promise<T>, watch: Watch<T>) {
  let newest = 0;
  const settleFirst = noteFirstRead();
  const readOnce = async () => {
    const mine = ++newest;
    watch.onStart();
    try {
      const value = await read();
      if (mine === newest) watch.onValue(value);
    } catch (error) {
      if (mine === newest) watch.onError(toAppError(error));
    }
    settleFirst();
  };
  const stops = watch.events.map((event) => onEvent(event, () => void readOnce()));
  if (watch.isAnswered) settleFirst();
  else void readOnce();
  return {
    reread: () => void readOnce(),
    stop: () => {
      newest = Number.POSITIVE_INFINITY;
      settleFirst();
      for (const stop of stops) stop();
    },
  };
}
