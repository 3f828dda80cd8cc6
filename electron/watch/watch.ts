import type { Clock } from "../ports.ts";
import type { Client } from "./invariants/invariant.ts";
import type { Alarm, FromWatch, ToWatch } from "./messages.ts";
import { findOverdue } from "./overdue.ts";
import type { WatchTimes } from "./times.ts";

export type WatchDeps = {
  readonly clock: Clock;
  readonly times: WatchTimes;
  /** The watch's own connection; only reads. */
  readonly open: () => Client;
  readonly post: (message: FromWatch) => void;
  /** Main hangs and can show nothing. */
  readonly alarm: (alarm: Alarm) => void;
};

/** A look that comes this much too late was slept over: main has had no chance either. */
const SLEPT_MS = 10_000;

/**
 * The look over the publisher's shoulder, in a thread of its own: what is due and not accounted for, and whether main still
 * answers. It knows nothing of the publisher but its rows, and changes none.
 */
export class Watch {
  private readonly deps: WatchDeps;
  private client: Client | undefined;
  private said = "";
  private isBlind = false;
  /** Since when main can have been at work: what was due before that is not overdue yet. */
  private awakeSince: number;
  private lookAt: number;
  private asked: { readonly at: number; readonly elapsed: number } | undefined;
  private isAlarmed = false;
  private callOff = () => {};

  constructor(deps: WatchDeps) {
    this.deps = deps;
    this.awakeSince = deps.clock.now();
    this.lookAt = this.awakeSince;
  }

  start(): void {
    this.look();
  }

  stop(): void {
    this.callOff();
    this.client?.close();
  }

  /** Main's answer: its event loop runs. */
  hear(message: ToWatch): void {
    if (message.kind !== "here") return;
    this.asked = undefined;
    this.isAlarmed = false;
  }

  private look(): void {
    const { clock, times } = this.deps;
    const now = clock.now();
    if (Math.abs(now - this.lookAt) > SLEPT_MS) this.wakeUp(now);
    this.lookAt = now + times.lookEveryMs;
    this.callOff = clock.at(this.lookAt, () => this.look());
    this.lookForOverdue(now);
    this.lookForMain(now);
  }

  /** The computer slept, or its clock was set: both start anew. */
  private wakeUp(now: number): void {
    this.awakeSince = now;
    this.asked = undefined;
  }

  private lookForOverdue(now: number): void {
    const { times, open, post } = this.deps;
    const before = now - times.graceMs;
    if (before < this.awakeSince) return;
    try {
      this.client ??= open();
      const ids = findOverdue(this.client, { before, now });
      this.isBlind = false;
      if (this.said === ids.join(" ")) return;
      this.said = ids.join(" ");
      post({ kind: "overdue", ids });
    } catch (error) {
      // Locked, damaged or replaced: said once, and looked at again with a new connection.
      this.client?.close();
      this.client = undefined;
      if (!this.isBlind) post({ kind: "blind", reason: String(error) });
      this.isBlind = true;
    }
  }

  /** Asks main at each look; one that has not answered since the last but one hangs. Counted in elapsed time. */
  private lookForMain(now: number): void {
    const { clock, times, post, alarm } = this.deps;
    const elapsed = clock.elapsedMs();
    if (this.asked === undefined) {
      this.asked = { at: now, elapsed };
      post({ kind: "are-you-there" });
    } else if (elapsed - this.asked.elapsed >= times.frozenMs && !this.isAlarmed) {
      this.isAlarmed = true;
      alarm({ silentSinceAt: this.asked.at, raisedAt: now });
    }
  }
}
