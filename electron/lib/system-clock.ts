import type { Clock } from "../ports.ts";

/** Node's timers hold 31 bits of milliseconds; a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The computer's own clock. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  elapsedMs(): number {
    return performance.now();
  }

  at(at: number, fn: () => void): () => void {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const waitMs = Math.max(0, at - Date.now());
      timer =
        waitMs > LONGEST_TIMER_MS ? setTimeout(arm, LONGEST_TIMER_MS) : setTimeout(fn, waitMs);
    };
    arm();
    return () => clearTimeout(timer);
  }
}
