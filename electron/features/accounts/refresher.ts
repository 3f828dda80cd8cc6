import { AppError } from "../../../shared/result.ts";
import { pauseBefore } from "../../lib/backoff.ts";
import type { Clock, Log, Network } from "../../ports.ts";

type Due = { readonly id: string; readonly at: number };
type Deps = {
  readonly clock: Clock;
  readonly log: Log;
  readonly network: Network;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Which accounts are to be refreshed, and when: read anew each time, so the database stays the truth. */
  readonly due: () => readonly Due[];
  readonly refresh: (id: string, signal: AbortSignal) => Promise<unknown>;
};

const PAUSES = { first: 15 * 60_000, largest: 6 * 3_600_000, least: 60_000 };
type Pause = { readonly until: number; readonly ms: number; readonly tries: number };

/** Refreshes each account's token when its time comes. One account's trouble delays only that account. */
export class Refresher {
  private readonly deps: Deps;
  private readonly pauses = new Map<string, Pause>();
  private cancel = () => {};
  private unlisten = () => {};
  private running: Promise<void> | undefined;
  private stopping = new AbortController();
  private isStarted = false;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  start(): void {
    this.isStarted = true;
    this.stopping = new AbortController();
    this.unlisten = this.deps.network.onChange((isOnline) => {
      if (!isOnline) return;
      this.pauses.clear();
      this.arm();
    });
    this.arm();
  }

  /** Calls off the refresh under way and waits for its end: the token it has is still good. */
  async stop(): Promise<void> {
    this.isStarted = false;
    this.unlisten();
    this.cancel();
    this.stopping.abort();
    await this.running;
  }

  /** Sets the timer to the next account's time. Call it when an account changed. */
  arm(): void {
    this.cancel();
    if (!this.isStarted || this.running) return;
    const times = this.deps.due().map((due) => this.timeOf(due));
    if (times.length === 0) return;
    const at = Math.max(Math.min(...times), this.deps.clock.now());
    this.cancel = this.deps.clock.at(at, () => this.run());
  }

  private run(): void {
    if (!this.isStarted || this.running) return;
    const now = this.deps.clock.now();
    const due = this.deps.due().filter((entry) => this.timeOf(entry) <= now);
    this.running = this.refreshAll(due).finally(() => {
      this.running = undefined;
      this.arm();
    });
  }

  private async refreshAll(due: readonly Due[]): Promise<void> {
    for (const { id } of due) {
      if (!this.isStarted) return;
      try {
        await this.deps.refresh(id, this.stopping.signal);
        this.pauses.delete(id);
      } catch (error) {
        // Isolated: the next account's turn comes all the same, and this one's again after a pause.
        if (this.isStarted) this.pause(id, error);
      }
    }
  }

  private pause(id: string, error: unknown): void {
    const now = this.deps.clock.now();
    const tries = this.pauses.get(id)?.tries ?? 0;
    const hintedMs = error instanceof AppError ? (error.retryAt ?? 0) - now : 0;
    const ms = hintedMs > 0 ? hintedMs : pauseBefore(tries, PAUSES, this.deps.random());
    this.pauses.set(id, { until: now + ms, ms, tries: tries + 1 });
    this.deps.log.error("accounts.refresh-failed", {
      account: id,
      pauseMs: ms,
      error: error instanceof Error ? error.message : String(error),
    });
  }

  private timeOf({ id, at }: Due): number {
    const pause = this.pauses.get(id);
    // A clock that was set back must not stretch the pause.
    const isSane = pause !== undefined && pause.until - this.deps.clock.now() <= pause.ms;
    return isSane ? Math.max(at, pause.until) : at;
  }
}
