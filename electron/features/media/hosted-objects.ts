import { randomBytes } from "node:crypto";
import { minutesToMilliseconds } from "date-fns/minutesToMilliseconds";
import { millisecondsInDay } from "date-fns/constants";
import { secondsToMilliseconds } from "date-fns/secondsToMilliseconds";
import type { Db } from "../../db/db.ts";
import type { Ports } from "../../ports.ts";
import type { HostedObject, HostPlace } from "./host-place.ts";
import type { HostedFile } from "./loopback-host.ts";
import { LINK_LIFE_S } from "./object-host.ts";
import * as queries from "./queries.ts";
import type { HostedObjectRow } from "./tables.ts";

/** How often leftovers are looked for while anything stands on the host. */
const SWEEP_EVERY_MS = minutesToMilliseconds(15);
/** What cannot be found at its place for so long, and was never seen there, is taken not to be there. */
const SOUGHT_MS = millisecondsInDay;

type HostedObjectsDeps = {
  readonly db: Db;
  readonly ports: Pick<Ports, "clock" | "log">;
  /** A place by its name; undefined for one that is not set up, or not connected, now. */
  readonly findPlace: (name: string) => Promise<HostPlace | undefined>;
};

/**
 * What stands on the web, by a table written before each file is put there and cleared after it was removed. What nobody took
 * back (a crash, a host that was away) is removed an hour later, when a link of an S3-compatible host is dead: until then a
 * container that outlived the crash may still be fetching it.
 */
export class HostedObjects {
  private readonly deps: HostedObjectsDeps;
  /** Keys that are being put; a large video may take longer than a link lives. */
  private readonly underway = new Set<string>();
  private sweeping: Promise<void> | undefined;
  private cancel: (() => void) | undefined;
  private isStopped = false;

  constructor(deps: HostedObjectsDeps) {
    this.deps = deps;
  }

  stop(): void {
    this.isStopped = true;
    this.cancel?.();
  }

  /** Puts a file on the host until `release()`, which never throws. @throws AppError what the host refuses, in words. */
  async host(place: HostPlace, object: HostedObject): Promise<HostedFile> {
    await place.demandPublic();
    // Random, so that a link cannot be guessed from the file and two publications do not share one object.
    const key = `defeah/${object.sha256}-${randomBytes(9).toString("hex")}.${object.extension}`;
    this.underway.add(key);
    try {
      const { url, row } = await this.put(place, key, object);
      return { url, release: async () => void (await this.takeBack(place, row)) };
    } finally {
      this.underway.delete(key);
      void this.sweep();
    }
  }

  /** Removes what nobody can fetch any more. Never throws; what the host refuses now is tried again later. */
  sweep(): Promise<void> {
    this.sweeping ??= this.sweepOnce()
      .catch((error: unknown) => this.deps.ports.log.error("media.host.sweep-failed", { error }))
      .finally(() => (this.sweeping = undefined));
    return this.sweeping;
  }

  /** Files whose link is dead, by the place where they stand: what could not be removed yet. */
  leftovers(): readonly { readonly place: string; readonly count: number }[] {
    const counts = new Map<string, number>();
    for (const { place } of this.dead()) counts.set(place, (counts.get(place) ?? 0) + 1);
    return [...counts].map(([place, count]) => ({ place, count }));
  }

  private async put(place: HostPlace, key: string, object: HostedObject) {
    const { db, ports } = this.deps;
    let row: HostedObjectRow = { key, place: place.name, ref: null, hostedAt: 0 };
    const note = (ref: string | null) => {
      row = { ...row, ref, hostedAt: ports.clock.now() };
      // After a stop the database is closed: what it has not learned, the next start's sweep looks for.
      if (!this.isStopped) queries.putHosted(db, row);
    };
    note(null);
    const end = await place.put(key, { object, named: note });
    if (end.kind === "refused") {
      if (!this.isStopped) queries.deleteHosted(db, key);
      throw end.error;
    }
    note(row.ref);
    return { url: end.url, row };
  }

  private async sweepOnce(): Promise<void> {
    const { db, findPlace } = this.deps;
    if (this.isStopped) return;
    const names = new Set(queries.listHosted(db).map((row) => row.place));
    const known: string[] = [];
    for (const name of names) {
      const place = await findPlace(name);
      if (this.isStopped) return;
      if (!place) continue;
      known.push(name);
      await this.sweepPlace(place);
    }
    this.planNext(known);
  }

  private async sweepPlace(place: HostPlace): Promise<void> {
    for (const row of this.dead().filter((one) => one.place === place.name))
      // One that fails would fail for the others too, and keeps its row.
      if (this.isStopped || !(await this.takeBack(place, row))) break;
  }

  private planNext(known: readonly string[]): void {
    const { db, ports } = this.deps;
    this.cancel?.();
    if (this.isStopped || !queries.listHosted(db).some((row) => known.includes(row.place))) return;
    const at = ports.clock.now() + SWEEP_EVERY_MS;
    this.cancel = ports.clock.at(at, () => void this.sweep());
  }

  private dead() {
    const { db, ports } = this.deps;
    const lastDeadAt = ports.clock.now() - secondsToMilliseconds(LINK_LIFE_S);
    return queries
      .listHosted(db)
      .filter(({ key, hostedAt }) => hostedAt <= lastDeadAt && !this.underway.has(key));
  }

  /** False when the place would not remove it. */
  private async takeBack(place: HostPlace, row: HostedObjectRow): Promise<boolean> {
    const { key } = row;
    const { db, ports } = this.deps;
    try {
      const isGone = await place.remove(row);
      const isGivenUp = !isGone && row.hostedAt <= ports.clock.now() - SOUGHT_MS;
      if (isGivenUp) ports.log.error("media.host.unfound", { key, place: place.name });
      // After a stop the database is closed; the row is cleared by the next start's sweep.
      if (!this.isStopped && (isGone || isGivenUp)) queries.deleteHosted(db, key);
      return true;
    } catch (error) {
      // It has been published or given up by now: a leftover object must not change that.
      ports.log.error("media.host.leftover", { key, reason: String(error) });
      return false;
    }
  }
}
