import type { Db } from "../../db/db.ts";
import type { Ports } from "../../ports.ts";
import { findNextDueAt, hasMoving } from "./queries.ts";
import type { PublishingTimes } from "./times.ts";

/** Keeps the computer from sleeping from shortly before a post is due until it is out, and no longer. */
export class KeepAwake {
  private readonly deps: {
    readonly db: Db;
    readonly ports: Pick<Ports, "clock" | "power">;
    readonly times: PublishingTimes;
    readonly isPaused: () => boolean;
  };
  private release: (() => void) | undefined;
  private cancelTimer: () => void = () => {};
  private isStopped = false;

  constructor(deps: KeepAwake["deps"]) {
    this.deps = deps;
  }

  /** After each change, and when the next post comes near. */
  update(): void {
    if (this.isStopped) return;
    const { db, ports, times } = this.deps;
    const now = ports.clock.now();
    // One that has waited for long, as for a login, must not hide the next.
    const dueAt = findNextDueAt(db, now - times.onTimeMs);
    const isNear = dueAt !== null && dueAt - now <= times.awakeMs;
    const isNeeded = !this.deps.isPaused() && (isNear || hasMoving(db));
    if (isNeeded) this.release ??= ports.power.keepAwake("A post is about to go out.");
    else this.letSleep();
    this.cancelTimer();
    if (dueAt !== null && dueAt - times.awakeMs > now)
      this.cancelTimer = ports.clock.at(dueAt - times.awakeMs, () => this.tryUpdate());
  }

  private tryUpdate(): void {
    try {
      this.update();
    } catch {
      // A database that is locked or damaged must not end the process from a timer: its connection tells of damage itself.
    }
  }

  stop(): void {
    this.isStopped = true;
    this.cancelTimer();
    this.letSleep();
  }

  private letSleep(): void {
    this.release?.();
    this.release = undefined;
  }
}
