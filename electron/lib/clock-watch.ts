import type { Clock } from "../ports.ts";

/** A wall clock that moved this much more, or less, than time passed was set, or the computer slept. */
const JUMP_MS = 5000;

/** Notices that the wall clock was set or that the computer slept, by comparing it with elapsed time. */
export class ClockWatch {
  private readonly clock: Clock;
  private wall: number;
  private elapsed: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.wall = clock.now();
    this.elapsed = clock.elapsedMs();
  }

  /** How far the wall clock has jumped since the last look (ms, negative when set back); 0 when it has not. */
  look(): number {
    const wall = this.clock.now();
    const elapsed = this.clock.elapsedMs();
    const gap = wall - this.wall - (elapsed - this.elapsed);
    this.wall = wall;
    this.elapsed = elapsed;
    return Math.abs(gap) > JUMP_MS ? gap : 0;
  }
}
