import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { millisecondsInMinute as MINUTE } from "date-fns/constants";
import type { Clock, Log } from "../ports.ts";

/** Room for the results of many posts: one is a few pages of the database and of its log. */
const RESERVE_BYTES = 1024 * 1024;
/** Made anew only where it does not take the last there is. */
const LEAST_FREE_BYTES = 16 * RESERVE_BYTES;
const FIRST_LOOK_MS = MINUTE;
const LOOK_EVERY_MS = 10 * MINUTE;
/** While posts wait for it. */
const SPENT_LOOK_MS = MINUTE / 2;

/**
 * A file that is there to be given up: on a full disk it makes room for writing down what became of a publish call. Made a
 * minute after the start, and again when there is space.
 */
export class DiskReserve {
  private readonly deps: { readonly clock: Clock; readonly log: Log; readonly folder: string };
  private callOff = () => {};
  private isGone = false;

  constructor(deps: DiskReserve["deps"]) {
    this.deps = deps;
  }

  start(): void {
    this.lookIn(FIRST_LOOK_MS);
  }

  stop(): void {
    this.callOff();
  }

  /** Gives the space back. True when there was some to give. */
  release(): boolean {
    if (!existsSync(this.file)) return false;
    rmSync(this.file, { force: true });
    this.deps.log.error("disk.reserve-used");
    this.isGone = true;
    this.lookIn(SPENT_LOOK_MS);
    return true;
  }

  get isSpent(): boolean {
    return this.isGone;
  }

  private get file(): string {
    return join(this.deps.folder, "disk-reserve");
  }

  private lookIn(ms: number): void {
    const { clock } = this.deps;
    this.callOff();
    this.callOff = clock.at(clock.now() + ms, () => {
      this.look();
      this.lookIn(this.isGone ? SPENT_LOOK_MS : LOOK_EVERY_MS);
    });
  }

  private look(): void {
    if (existsSync(this.file)) return;
    const unfinished = `${this.file}.part`;
    try {
      const { bavail, bsize } = statfsSync(this.deps.folder);
      if (bavail * bsize < LEAST_FREE_BYTES) return;
      // Random, so that no file system stores it smaller than it is.
      const handle = openSync(unfinished, "w", 0o600);
      try {
        writeSync(handle, randomBytes(RESERVE_BYTES));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(unfinished, this.file);
      this.isGone = false;
    } catch (error) {
      rmSync(unfinished, { force: true });
      this.deps.log.error("disk.no-reserve", { error }); // without one the app waits and says so; the next look tries again
    }
  }
}
