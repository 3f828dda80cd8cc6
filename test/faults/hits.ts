import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import { HOUR, MINUTE } from "../harness/publishing-run.ts";
import type { Hit, Rule } from "./world.ts";

/** SIGKILL; the next app starts on what the disk holds. */
export const kill: Hit = (world) => world.life.die();

/** As `kill`, with the bytes of the files instead of what a running SQLite makes of them. */
export const losePower: Hit = (world) => world.life.die(true);

/** A database that cannot be opened any more: the newest backup takes its place, made when the post was scheduled. */
export const spoilDatabase: Hit = (world) => {
  world.spoilNext = ({ ports }) => {
    const { database } = ports.paths;
    for (const end of ["-wal", "-shm"]) rmSync(`${database}${end}`, { force: true });
    writeFileSync(database, "no database at all");
  };
  world.life.die();
};

export const keepBackup: Hit = (world) => world.keepBackup();

/** She goes back to yesterday's backup in the app. */
export const restoreBackup: Hit = (world) =>
  world.later(0, async () => {
    const { ipc } = world.run;
    const [newest] = (await ipc.settings.backups({})).backups;
    await ipc.settings.restore({ name: newest?.name ?? "" });
    await world.startAnew();
  });

export const offline =
  (ms: number): Hit =>
  (world) =>
    world.goOffline(ms);

/** From the next call on, until it is over. */
export const rule =
  (...rules: readonly Rule[]): Hit =>
  (world) =>
    rules.forEach((one) => world.rule(one));

/** The computer sleeps from this instant on, in the middle of whatever it did. */
export const sleep =
  (ms: number): Hit =>
  (world) => {
    world.clock.sleep(ms);
    world.later(0, () => world.life.ports.fire.resume());
  };

/** The wall clock of the computer is set wrong, and right again; Instagram's own is right. */
export const setClock =
  (ms: number, backAfterMs = 30 * MINUTE): Hit =>
  (world) => {
    world.setClock(ms);
    world.later(backAfterMs, () => world.setClock(-ms));
  };

/** She has flown to the other side of the world; an hour later she is back. */
export const travel: Hit = (world) => {
  process.env["TZ"] = "Pacific/Auckland";
  world.later(HOUR, () => void (process.env["TZ"] = "UTC"));
};

/** Quit by its menu: what is under way gets time to end. */
export const quit: Hit = (world) => {
  const anew = world.startAnew();
  world.later(0, () => anew);
};

/** Another app has taken the post over: what this one held is worth nothing any more. A minute later an app starts and sees to it. */
export const takeOver: Hit = (world) => {
  const db = new Database(world.life.ports.paths.database);
  db.prepare("update publication set fence = fence + 1 where id = ?").run(world.publicationId);
  db.close();
  world.later(MINUTE, () => world.startAnew());
};

/** Another program holds the database's lock for a third of a second. */
export const lockDatabase: Hit = (world) => {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { file: world.life.ports.paths.database, forMs: 300, signal };
  const worker = new Worker(join(import.meta.dirname, "lock-worker.ts"), { workerData });
  Atomics.wait(signal, 0, 0, 5000);
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  world.later(0, () => ended);
};

/** Her login ends; she logs in again after so long. */
export const revoke =
  (backAfterMs: number): Hit =>
  (world) => {
    const { platformUserId } = world.run.account;
    world.practice.revoke(platformUserId);
    world.later(backAfterMs, () => world.logIn());
  };

export const useUpQuota =
  (freeAfterMs: number): Hit =>
  (world) => {
    world.practice.setBehaviour({ quotaTotal: 0 });
    world.later(freeAfterMs, () => world.practice.setBehaviour({ quotaTotal: 100_000 }));
  };

/** The same words, posted on the phone. */
export const postByHand: Hit = (world) => {
  const { platformUserId } = world.run.account;
  const posted = world.practice.postByHand({ platformUserId, caption: world.caption });
  world.later(0, async () => void (await posted));
};

/** She takes it out of the queue, where it lets her. */
export const cancel: Hit = (world) => {
  const done = world.run.ipc.publishing.unschedule({ postId: world.postId }).catch(() => undefined);
  world.later(0, () => done);
};

/** She changes its words, where it lets her. The ledger then has it under either. */
export const edit: Hit = (world) => {
  const patch = { caption: `${world.caption}, green` };
  const done = world.run.ipc.posts.save({ id: world.postId, patch }).catch(() => undefined);
  world.later(0, () => done);
};

export const pause =
  (ms: number): Hit =>
  (world) => {
    const { ipc } = world.run;
    const paused = ipc.publishing.setPaused({ paused: true });
    world.later(0, async () => void (await paused));
    world.later(ms, async () => void (await world.run.ipc.publishing.setPaused({ paused: false })));
  };

/** The media host answers so, once. */
export const failHost =
  (status: number): Hit =>
  (world) => {
    const { store } = world.run;
    store.misbehave = () => {
      store.misbehave = undefined;
      return { status };
    };
  };

/** A post may go out that late: a day instead of an hour. */
export const beGenerous: Hit = (world) => {
  const set = (graceMinutes: number) => world.run.ipc.settings.set({ graceMinutes });
  const done = set(24 * 60);
  world.later(0, async () => void (await done));
  world.later(100 * HOUR, async () => void (await set(60)));
};

/** Several at once. */
export const all =
  (...hits: readonly Hit[]): Hit =>
  (world) =>
    hits.forEach((hit) => hit(world));
