import type { Clock } from "../../electron/ports.ts";

/** Time that moves only when told to. Starts at 2026-10-08 12:00 UTC. */
export class FakeClock implements Clock {
  /** Like the real ones: they count elapsed time, so a clock that is set and a computer that sleeps do not hurry them. */
  private timers: { readonly dueMs: number; readonly fn: () => void }[] = [];
  private time = Date.UTC(2026, 9, 8, 12);
  private elapsed = 0;
  private readonly busy = new Set<() => boolean>();

  now(): number {
    return this.time;
  }

  elapsedMs(): number {
    return this.elapsed;
  }

  at(at: number, fn: () => void): () => void {
    const timer = { dueMs: this.elapsed + Math.max(0, at - this.time), fn };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Time stands still while this is true: work that timers began is waiting for real sockets and files. Returns the undo. */
  waitWhile(isBusy: () => boolean): () => void {
    this.busy.add(isBusy);
    return () => void this.busy.delete(isBusy);
  }

  /** Moves on, running what comes due, and letting real sockets and files answer in between. */
  async advance(ms: number): Promise<void> {
    const end = this.elapsed + ms;
    for (;;) {
      await this.settled();
      const [next] = this.timers
        .filter((timer) => timer.dueMs <= end)
        .sort((a, b) => a.dueMs - b.dueMs);
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.pass(next.dueMs - this.elapsed);
      next.fn();
    }
    this.pass(end - this.elapsed);
    await this.settled();
  }

  /** Moves on second by second beside an `advance` that stands still for something: what comes due runs. */
  async passBy(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1000) {
      this.pass(1000);
      const due = this.timers.filter((timer) => timer.dueMs <= this.elapsed);
      this.timers = this.timers.filter((timer) => timer.dueMs > this.elapsed);
      for (const timer of due) timer.fn();
      await turns();
    }
  }

  /** The wall clock is set to another time, as a user or a time server does; elapsed time does not move. */
  jump(ms: number): void {
    this.time += ms;
  }

  /** The computer sleeps: the wall clock goes on, timers do not fire, elapsed time stands still. */
  sleep(ms: number): void {
    this.time += ms;
  }

  private pass(ms: number): void {
    this.elapsed += ms;
    this.time += ms;
  }

  /** Lets everything answer that will without time moving. What hangs on purpose is given up on after a while. */
  private async settled(): Promise<void> {
    await turns();
    const patience = performance.now() + STUCK_MS;
    while ([...this.busy].some((isBusy) => isBusy()) && performance.now() < patience) {
      await new Promise<void>((resolve) => setTimeout(resolve, 1));
      await turns();
    }
  }
}

/** Real time. Longer than any timeout that tests set for the platform's calls. */
const STUCK_MS = 10_000;

async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
