import type { Clock } from "../../ports.ts";

/** The platform's time, from the `Date` of its replies, for this computer's clock may be set wrong. */
export class ServerTime {
  private readonly clock: Clock;
  private readonly toleranceMs: number;
  private offsetMs = 0;
  private isDoubted = false;

  constructor(clock: Clock, toleranceMs: number) {
    this.clock = clock;
    this.toleranceMs = toleranceMs;
  }

  /** Epoch ms UTC by the platform's clock, as far as is known. */
  now(): number {
    return this.clock.now() + this.offsetMs;
  }

  /** The instant of this computer's clock at which the platform's will show `serverAt`. */
  toLocal(serverAt: number): number {
    return serverAt - this.offsetMs;
  }

  /** Takes a sample: the `Date` of a reply that has just come, epoch ms. Null is no sample. */
  learn(serverAt: number | null): void {
    if (serverAt === null) return;
    const gapMs = serverAt - this.clock.now();
    this.offsetMs = Math.abs(gapMs) <= this.toleranceMs ? 0 : gapMs;
    this.isDoubted = false;
  }

  /** The wall clock was set, or the computer slept: nothing is due until the platform has said what time it is. */
  doubt(): void {
    this.isDoubted = true;
  }

  get needsSample(): boolean {
    return this.isDoubted;
  }
}
