import { millisecondsInHour, millisecondsInMinute } from "date-fns/constants";
import type { Clock, Log } from "../ports.ts";
import { backUpDaily } from "./backup.ts";
import type { Db } from "./db.ts";

const FIRST_LOOK_MS = millisecondsInMinute;
const LOOK_EVERY_MS = millisecondsInHour;

/** Makes the day's backup while the app runs: looks a minute after the start, then every hour. */
export class DailyBackup {
  private readonly deps: {
    readonly db: Db;
    readonly clock: Clock;
    readonly log: Log;
    readonly folder: string;
  };
  private callOff = () => {};
  private running: Promise<void> = Promise.resolve();

  constructor(deps: {
    readonly db: Db;
    readonly clock: Clock;
    readonly log: Log;
    readonly folder: string;
  }) {
    this.deps = deps;
  }

  start(): void {
    this.lookIn(FIRST_LOOK_MS);
  }

  async stop(): Promise<void> {
    this.callOff();
    await this.running;
  }

  private lookIn(ms: number): void {
    const { clock } = this.deps;
    this.callOff = clock.at(clock.now() + ms, () => {
      this.running = this.look();
    });
  }

  private async look(): Promise<void> {
    const { db, clock, log, folder } = this.deps;
    try {
      const file = await backUpDaily(db.$client, folder, clock.now());
      if (file) log.info("backup.made");
    } catch (error) {
      log.error("backup.failed", { error }); // a full disk today must not stop publishing; the next look tries again
    }
    this.lookIn(LOOK_EVERY_MS);
  }
}
