import { useCallback, useEffect, useRef, useState } from "react";
import type { AppError } from "../../shared/result.ts";
import { toAppError } from "./failure.ts";

/** One thing a screen can ask to be done. */
export type Command<I, T> = {
  /** Does it. Gives the reply, or undefined when it failed: `error` then says why. Never rejects. */
  readonly run: (input: I) => Promise<T | undefined>;
  readonly busy: boolean;
  readonly error: AppError | undefined;
  /** Takes the error away, for when she starts to mend what caused it. */
  readonly clearError: () => void;
};

/** Runs a command of the contract and tells whether it is under way and how it failed. */
export function useCommand<I, T>(call: (input: I) => Promise<T>): Command<I, T> {
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<AppError | undefined>(undefined);
  const latest = useRef(call);
  useEffect(() => {
    latest.current = call;
  });
  const run = useCallback(async (input: I) => {
    setRunning((count) => count + 1);
    setError(undefined);
    try {
      return await latest.current(input);
    } catch (cause) {
      setError(toAppError(cause));
      return undefined;
    } finally {
      setRunning((count) => count - 1);
    }
  }, []);
  const clearError = useCallback(() => setError(undefined), []);
  return { run, busy: running > 0, error, clearError };
}
