import { closeSync, openSync, readdirSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

/** Writes nonsense over every page but the first few, beneath the running app, and lets it see that the file has changed. */
function spoil({ ports }: PublishingRun): void {
  const file = ports.paths.database;
  const db = new Database(file);
  db.pragma("wal_checkpoint(TRUNCATE)");
  const pages = Number(db.pragma("page_count", { simple: true }));
  const roots = db
    .prepare<[], number>(
      "select rootpage from sqlite_schema where tbl_name = 'publication' and rootpage > 0",
    )
    .pluck()
    .all();
  const bytes = statSync(file).size / pages;
  db.prepare("insert into setting (key, value) values ('touched', '1')").run();
  const handle = openSync(file, "r+");
  for (const page of roots)
    writeSync(handle, Buffer.alloc(bytes, 0xff), 0, bytes, (page - 1) * bytes);
  closeSync(handle);
  db.close();
}

async function withBackup(): Promise<{ run: PublishingRun; id: string }> {
  const run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 26 * HOUR);
  await run.clock.advance(25 * HOUR);
  return { run, id };
}

test("damage met while the app runs: publishing stops, she is told everywhere, and shown the way to a backup", async () => {
  const { run, id } = await withBackup();
  await using _ = run;
  run.ports.given.answers.push(1);
  spoil(run);
  await run.clock.advance(2 * HOUR);
  expect(run.published).toEqual([]);
  const { notes, shown, trays, logs } = run.ports.recorded;
  expect(notes.filter(({ title }) => title === "The database is damaged")).toHaveLength(1);
  expect(shown).toContain("/settings");
  expect(trays.at(-1)).toMatchObject({
    state: "attention",
    tooltip: "The database is damaged. Publishing has stopped",
  });
  expect(logs.filter(({ event }) => event === "database.damaged")).toHaveLength(1);
  expect((await run.ipc.settings.health({})).databaseNotice).toMatch(/publishing has stopped/);

  const [backup] = (await run.ipc.settings.backups({})).backups;
  expect(backup).toMatchObject({ why: "daily", isSound: true, posts: 1, publishedSince: null });
  await run.ipc.settings.restore({ name: backup?.name ?? "" });
  await run.quit();
  await run.open();
  expect((await run.ipc.settings.health({})).databaseNotice).toMatch(
    /is kept as studio.sqlite.damaged-/,
  );
  expect(await run.publication(id)).toMatchObject({ state: "outcome-unknown" });
  await run.ipc.settings.set({ graceMinutes: 24 * 60 });
  await run.clock.advance(2 * HOUR);
  expect(run.published).toEqual(["Green sofa"]);
}, 60_000);

test("damage, and she only starts the app again: the newest sound backup takes the place, the damaged files are kept", async () => {
  const { run, id } = await withBackup();
  await using _ = run;
  run.ports.given.answers.push(0);
  spoil(run);
  await run.clock.advance(2 * HOUR);
  expect(run.ports.recorded.shown).toEqual([]);
  await run.quit();
  await run.open();
  expect((await run.ipc.settings.health({})).databaseNotice).toMatch(
    /went back to its newest backup/,
  );
  expect(await run.publication(id)).toMatchObject({ state: "outcome-unknown" });
  const files = readdirSync(dirname(run.ports.paths.database));
  expect(files.some((name) => name.includes(".damaged-"))).toBe(true);
  await run.quit();
  await run.open();
  expect((await run.ipc.settings.health({})).databaseNotice).toBeNull();
}, 60_000);

test("a publish call that is out when the app is quit gets twenty seconds to be answered", async () => {
  await using run = await PublishingRun.start();
  run.faults({ on: "publish", nth: 1, effect: { kind: "hold", name: "slow", acts: true } });
  const id = await run.scheduled("Green sofa", 2 * MINUTE);
  const waiting = run.clock.advance(2 * MINUTE + 1000);
  await run.practice.held("slow");
  const quitting = run.quit();
  await Promise.race([quitting, elapse(run, 19)]);
  run.practice.release("slow");
  await Promise.all([quitting, waiting]);
  expect(run.ports.recorded.logs.map(({ event }) => event)).not.toContain("app.stop-late");
  const db = new Database(run.ports.paths.database, { readonly: true });
  expect(db.prepare("select state from publication where id = ?").pluck().get(id)).toBe(
    "published",
  );
  db.close();
});

/** Seconds of the test's clock, whatever waits for a job: the runner's answer is on a real socket. */
async function elapse({ clock }: PublishingRun, seconds: number): Promise<void> {
  await clock.passBy(seconds * 1000);
}
