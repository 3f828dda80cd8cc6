import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Events } from "../lib/events.ts";
import type { Ports, Thread } from "../ports.ts";
import type { Alarm, FromWatch, WatchOrder } from "./messages.ts";
import { WATCH_TIMES, type WatchTimes } from "./times.ts";

export type WatchdogDeps = {
  readonly events: Events;
  readonly ports: Ports;
  readonly times?: Partial<WatchTimes>;
};

/** A watch that ends by itself is started again, but not for ever. */
const MOST_STARTS = 5;

/** Main's side of the watch: starts its thread, answers it, and says what it found. */
export class Watchdog {
  private readonly deps: WatchdogDeps;
  private readonly times: WatchTimes;
  private thread: Thread | undefined;
  private starts = 0;
  private isStopped = false;
  private callOff = () => {};
  private ids: readonly string[] = [];

  constructor(deps: WatchdogDeps) {
    this.deps = deps;
    this.times = { ...WATCH_TIMES, ...deps.times };
  }

  /** Publications that are due and that nobody accounts for. */
  get overdue(): readonly string[] {
    return this.ids;
  }

  /** Not at once: nothing of it is needed for the first screen. */
  start(): void {
    const { clock } = this.deps.ports;
    this.callOff = clock.at(clock.now() + this.times.startAfterMs, () => {
      this.tellOfHang();
      this.begin();
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.callOff();
    await this.thread?.stop();
  }

  private get alarmFile(): string {
    return join(this.deps.ports.paths.dataFolder, "alarm.json");
  }

  private begin(): void {
    const { threads, paths, host, log } = this.deps.ports;
    this.starts++;
    const data: WatchOrder = {
      database: paths.database,
      alarmFile: this.alarmFile,
      lastResort: host.lastResort,
      times: this.times,
    };
    this.thread = threads.start(paths.watchWorker, {
      data,
      onMessage: (message) => this.hear(message as FromWatch),
      onEnd: (error) => {
        if (this.isStopped) return;
        log.error("watch.ended", { error, starts: this.starts });
        if (this.starts < MOST_STARTS) this.start();
      },
    });
  }

  private hear(message: FromWatch): void {
    const { log } = this.deps.ports;
    if (message.kind === "overdue") return this.takeOverdue(message.ids);
    if (message.kind === "blind") return log.error("watch.blind", { reason: message.reason });
    this.thread?.post({ kind: "here" });
    this.tellOfHang();
  }

  private takeOverdue(ids: readonly string[]): void {
    const { events, ports } = this.deps;
    const changed = new Set([...this.ids, ...ids]);
    this.ids = ids;
    if (ids.length > 0) ports.log.error("watch.overdue", { ids });
    else ports.log.info("watch.well");
    events.emit("publishing.changed", { ids: [...changed] });
  }

  /** Main hung, and answers again or was started anew: she is told, for then nobody could. */
  private tellOfHang(): void {
    if (!existsSync(this.alarmFile)) return;
    const { log, notifier } = this.deps.ports;
    try {
      const { silentSinceAt, raisedAt } = JSON.parse(readFileSync(this.alarmFile, "utf8")) as Alarm;
      log.error("watch.main-hung", { silentSinceAt, raisedAt });
    } catch (error) {
      log.error("watch.main-hung", { error }); // cut off while it was written: that it hung is all we know
    }
    rmSync(this.alarmFile, { force: true });
    notifier.notify({
      title: "Defeah Studio had stopped answering",
      body: "It runs again. What was due meanwhile is in the Outbox.",
      route: "/outbox",
    });
  }
}
