import { randomBytes } from "node:crypto";
import { minutesToMilliseconds } from "date-fns/minutesToMilliseconds";
import { secondsToMilliseconds } from "date-fns/secondsToMilliseconds";
import type { Db } from "../../db/db.ts";
import type { Ports } from "../../ports.ts";
import type { HostedFile } from "./loopback-host.ts";
import { LINK_LIFE_S, type HostedObject, type ObjectHost } from "./object-host.ts";
import * as queries from "./queries.ts";

/** How often leftovers are looked for while anything stands on the host. */
const SWEEP_EVERY_MS = minutesToMilliseconds(15);

type HostedObjectsDeps = {
  readonly db: Db;
  readonly ports: Pick<Ports, "clock" | "log">;
  /** The host as it is set up now. */
  readonly findHost: () => Promise<ObjectHost | undefined>;
};

/**
 * What stands on the S3-compatible host, by a table written before each PUT and cleared after each DELETE. What nobody
 * took back (a crash, a host that was away) is removed once its link is dead: until then a container that outlived the
 * crash may still be fetching it.
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
  async host(host: ObjectHost, object: HostedObject): Promise<HostedFile> {
    await host.demandPublic();
    // Random, so that a link cannot be guessed from the file and two publications do not share one object.
    const key = `defeah/${object.sha256}-${randomBytes(9).toString("hex")}.${object.extension}`;
    this.underway.add(key);
    try {
      const url = await this.put(host, key, object);
      return { url, release: async () => void (await this.takeBack(host, key)) };
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

  private async put(host: ObjectHost, key: string, object: HostedObject): Promise<string> {
    const { db, ports } = this.deps;
    const note = () =>
      queries.putHosted(db, { key, place: host.name, hostedAt: ports.clock.now() });
    note();
    const end = await host.put(key, object);
    if (end.kind === "refused") {
      queries.deleteHosted(db, key);
      throw end.error;
    }
    note();
    return end.url;
  }

  private async sweepOnce(): Promise<void> {
    const { db, findHost } = this.deps;
    if (this.isStopped || queries.listHosted(db).length === 0) return;
    const host = await findHost();
    if (!host || this.isStopped) return;
    for (const { key, place } of this.dead()) {
      if (place !== host.name) continue;
      // One that fails would fail for the others too, and keeps its row.
      if (this.isStopped || !(await this.takeBack(host, key))) break;
    }
    this.planNext(host.name);
  }

  private planNext(place: string): void {
    const { db, ports } = this.deps;
    this.cancel?.();
    if (this.isStopped || !queries.listHosted(db).some((row) => row.place === place)) return;
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

  /** True when the object is gone. */
  private async takeBack(host: ObjectHost, key: string): Promise<boolean> {
    try {
      await host.remove(key);
      // After a stop the database is closed; the row is cleared by the next start's sweep.
      if (!this.isStopped) queries.deleteHosted(this.deps.db, key);
      return true;
    } catch (error) {
      // It has been published or given up by now: a leftover object must not change that.
      this.deps.ports.log.error("media.host.leftover", { key, reason: String(error) });
      return false;
    }
  }
}
