import type { Clock } from "../ports.ts";
import { ClockWatch } from "./clock-watch.ts";

/** Longer than any read may take (graph's timing); shorter than a sleep worth the name. */
const LONGEST_CALL_MS = 30_000;

/** The platform's time, from the `Date` of its replies, for this computer's clock may be set wrong. */
export class ServerTime {
  private readonly clock: Clock;
  private readonly toleranceMs: number;
  private readonly watch: ClockWatch;
  private offsetMs = 0;
  private isDoubted = false;

  constructor(clock: Clock, toleranceMs: number) {
    this.clock = clock;
    this.toleranceMs = toleranceMs;
    this.watch = new ClockWatch(clock);
  }

  /** Epoch ms UTC by the platform's clock, as far as is known. */
  now(): number {
    return this.clock.now() + this.offsetMs;
  }

  /** The instant of this computer's clock at which the platform's will show `serverAt`. */
  toLocal(serverAt: number): number {
    return serverAt - this.offsetMs;
  }

  /**
   * Takes a sample: the `Date` of a reply that has just come to a call made at `askedAt` by this computer's clock, both epoch ms.
   * Null is no sample; nor is a reply the computer slept over, or over which its clock was set: it is as old as that.
   */
  learn(serverAt: number | null, askedAt: number): void {
    if (serverAt === null || Math.abs(this.clock.now() - askedAt) > LONGEST_CALL_MS) return;
    this.watch.look();
    const gapMs = serverAt - this.clock.now();
    this.offsetMs = Math.abs(gapMs) <= this.toleranceMs ? 0 : gapMs;
    this.isDoubted = false;
  }

  /** The wall clock was set, or the computer slept: nothing is due until the platform has said what time it is. */
  doubt(): void {
    this.isDoubted = true;
  }

  /** Looks itself as well: the runner notices a jump between two jobs only, and a step may be in the middle of one. */
  get needsSample(): boolean {
    if (this.watch.look() !== 0) this.isDoubted = true;
    return this.isDoubted;
  }
}
