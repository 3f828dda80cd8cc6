import { copyFileSync, existsSync } from "node:fs";
import Database from "better-sqlite3";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";
import { copyDatabase } from "../harness/disk-copy.ts";
import type { Hit, Strike, World } from "./world.ts";

type Stand = { readonly state: string; readonly igMediaId: string | null };
/** Ends, or states that she is shown and must answer. */
const STILL = ["published", "needs-you", "failed", "missed", "cancelled"];

/** One app from its start to its death. After that it is let neither through a step nor to anybody outside. */
export class Life {
  ports!: FakePorts;
  isDead = false;
  isOffline = false;
  private world: World | undefined;
  private strikes: { readonly at: string; left: number; readonly hit: Hit }[] = [];
  /** What the disk holds, from the moment of death. */
  private remains: FakePorts | undefined;

  readonly checkpoint = (step: string): void => this.pass(step);

  readonly fetch: typeof fetch = async (input, init) => {
    this.demandAlive();
    if (this.isOffline)
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }),
      });
    const reply = await fetch(input, init);
    this.demandAlive();
    this.pass(`answered.${callOf(input, init)}`);
    return reply;
  };

  watch(world: World, strikes: readonly Strike[]): void {
    this.world = world;
    this.strikes = strikes.map(({ at, hit }) => {
      const [step = at, nth = "1"] = at.split(":");
      return { at: step, left: Number(nth), hit };
    });
  }

  /** A moment outside of any step of the app: whoever dies here dies quietly. */
  async passAway(step: string): Promise<void> {
    try {
      this.pass(step);
    } catch (error) {
      if (!this.isDead) throw error;
    }
    await this.world?.clock.advance(0);
  }

  /** SIGKILL: what SQLite would find on the disk is kept, and nothing more is done. `isRaw`: the bytes as they lie there. */
  die(isRaw = false): never {
    const after = fakePorts({ clock: this.ports.clock });
    const from = this.ports.paths;
    const to = { ...after.paths, mediaFolder: from.mediaFolder, backupFolder: from.backupFolder };
    if (isRaw) copyRaw(from.database, to.database);
    else copyDatabase(from.database, to.database);
    this.remains = Object.assign(after, { paths: to });
    this.isDead = true;
    throw new Error("The app is dead.");
  }

  /** Whoever starts next: on what the dead one left, or in the same folder. */
  successor(): Life {
    const next = new Life();
    const given = { checkpoint: next.checkpoint, fetch: next.fetch };
    // Ids go on counting: the database has those of before.
    const { clock, ids } = this.ports;
    const { paths } = this.remains ?? this.ports;
    next.ports = fakePorts({ clock, ids, paths, ...given });
    next.isOffline = this.isOffline;
    next.world = this.world;
    next.strikes = this.strikes;
    return next;
  }

  get unmet(): readonly string[] {
    return this.strikes.filter(({ left }) => left > 0).map(({ at }) => at);
  }

  isAtRest(world: World): boolean {
    const db = new Database(this.ports.paths.database, { readonly: true });
    try {
      const { state } = standOf(db, world.publicationId);
      const keys = [`publish:${world.publicationId}`, `afterwork:${world.publicationId}`];
      const live = db
        .prepare<string[], number>(
          "select count(*) from job where status in ('waiting', 'running') and unique_key in (?, ?)",
        )
        .pluck()
        .get(...keys);
      return STILL.includes(state) && live === 0;
    } finally {
      db.close();
    }
  }

  private pass(step: string): void {
    this.demandAlive();
    for (const strike of this.strikes) {
      if (strike.at !== step) continue;
      strike.left -= 1;
      if (strike.left === 0 && this.world) strike.hit(this.world);
    }
  }

  private demandAlive(): void {
    if (this.isDead) throw new Error("The app is dead.");
  }
}

export function standOf(db: Database.Database, publicationId: string): Stand {
  const row = db
    .prepare<[string], Stand>("select state, ig_media_id igMediaId from publication where id = ?")
    .get(publicationId);
  return row ?? { state: "gone", igMediaId: null };
}

/** What stands in the files, and nothing that is in a process's memory alone. */
function copyRaw(from: string, to: string): void {
  for (const end of ["", "-wal"])
    if (existsSync(`${from}${end}`)) copyFileSync(`${from}${end}`, `${to}${end}`);
}

/** The kind of call, as moments name it. */
function callOf(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): string {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const method = init?.method ?? (input instanceof Request ? input.method : "GET");
  return `${method.toLowerCase()}.${pathname.split("/").at(-1) ?? ""}`;
}
