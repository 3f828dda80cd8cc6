import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { isSound, listBackups } from "../../electron/db/backup.ts";
import { openReadOnly } from "../../electron/db/read-only.ts";
import { checkInvariants } from "../../electron/watch/invariants/check.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

/** Lets the day's backup be made; returns its name. */
async function backedUp(run: PublishingRun): Promise<string> {
  await run.clock.advance(25 * HOUR);
  const [newest] = listBackups(run.ports.paths.backupFolder);
  if (!newest) throw new Error("No backup was made.");
  return basename(newest.file);
}

/** As she does it: chooses the backup, and the app ends and starts again. */
async function restore(run: PublishingRun, name: string): Promise<void> {
  await run.ipc.settings.restore({ name });
  const before = run.ports.recorded.relaunches.length;
  await run.clock.advance(1000);
  expect(run.ports.recorded.relaunches).toHaveLength(before + 1);
  await run.quit();
  await run.open();
}

function publishNow(run: PublishingRun, postId: string) {
  return run.ipc.publishing.publishNow({ postId });
}

test("yesterday's backup with posts published since: none is sent again, by the platform's ledger", async () => {
  await using run = await PublishingRun.start();
  const wasDue = await run.scheduled("Was due since", 26 * HOUR);
  const ahead = await run.scheduled("Published ahead of its time", 72 * HOUR);
  const aheadPost = (await run.publication(ahead)).postId;
  const stillDue = await run.scheduled("Still to come", 30 * HOUR);
  const draft = await run.draft("A draft then, published since");
  const name = await backedUp(run);
  await run.clock.advance(2 * HOUR);
  await publishNow(run, aheadPost);
  await publishNow(run, draft);
  await run.clock.advance(5 * MINUTE);
  const out = ["Was due since", "Published ahead of its time", "A draft then, published since"];
  expect([...run.published].sort()).toEqual([...out].sort());

  const { backups } = await run.ipc.settings.backups({});
  expect(backups.find((backup) => backup.name === name)).toMatchObject({
    why: "daily",
    isSound: true,
    posts: 4,
    publishedSince: 3,
  });
  await restore(run, name);
  expect((await run.ipc.settings.health({})).databaseNotice).toMatch(/backup is restored/);
  expect(await run.publication(wasDue)).toMatchObject({ state: "outcome-unknown" });
  expect(await run.publication(ahead)).toMatchObject({ state: "scheduled" });

  // She schedules the draft again: it has gone out since the backup, which these rows do not know.
  await run.ipc.publishing.publishNow({ postId: draft });
  await run.clock.advance(4 * HOUR);
  expect(await run.publication(wasDue)).toMatchObject({ state: "published" });
  expect(await run.publication(stillDue)).toMatchObject({ state: "published" });
  await run.clock.advance(48 * HOUR);
  const { state, problem } = await run.publication(ahead);
  expect({ state, what: problem?.what }).toEqual({
    state: "needs-you",
    what: "A post with the same words has gone out on this account since the backup that was restored.",
  });
  expect([...run.published].sort()).toEqual([...out, "Still to come"].sort());
  const client = openReadOnly(run.ports.paths.database);
  expect(checkInvariants(client).filter(({ isHeld }) => !isHeld)).toEqual([]);
  client.close();
}, 120_000);

test("a copy of the present state is made first, and leads back to it", async () => {
  await using run = await PublishingRun.start();
  const name = await backedUp(run);
  const id = await run.scheduled("Written since", 5 * HOUR);
  await restore(run, name);
  await expect(run.publication(id)).rejects.toThrow(/no such publication/);
  const { backups } = await run.ipc.settings.backups({});
  const kept = backups.find(({ why }) => why === "restore");
  expect(kept).toMatchObject({ isSound: true, posts: 1 });
  await restore(run, kept?.name ?? "");
  expect(await run.publication(id)).toMatchObject({ state: "scheduled" });
  await run.clock.advance(6 * HOUR);
  expect(run.published).toEqual(["Written since"]);
}, 60_000);

test("a new post with the words of an old one is no twin, however long ago the restore", async () => {
  await using run = await PublishingRun.start();
  const name = await backedUp(run);
  await run.scheduled("Sunday again", 5 * MINUTE);
  await run.clock.advance(30 * MINUTE);
  await restore(run, name);
  await run.clock.advance(48 * HOUR);
  await run.scheduled("Sunday again", 5 * MINUTE);
  await run.clock.advance(30 * MINUTE);
  expect(run.published).toEqual(["Sunday again", "Sunday again"]);
}, 60_000);

test("what is no backup, or is damaged, is refused in words and nothing changes", async () => {
  await using run = await PublishingRun.start();
  const { backupFolder, database } = run.ports.paths;
  const name = "daily-1760000000000.sqlite";
  await expect(run.ipc.settings.restore({ name })).rejects.toThrow(/not there any more/);
  await expect(run.ipc.settings.restore({ name: "../../studio.sqlite" })).rejects.toThrow();
  mkdirSync(backupFolder, { recursive: true });
  writeFileSync(`${backupFolder}/${name}`, "no database");
  const { backups } = await run.ipc.settings.backups({});
  expect(backups).toEqual([expect.objectContaining({ name, isSound: false, posts: null })]);
  await expect(run.ipc.settings.restore({ name })).rejects.toThrow(/Nothing was changed/);
  await run.clock.advance(MINUTE);
  expect(run.ports.recorded.relaunches).toEqual([]);
  expect(readdirSync(dirname(database)).filter((file) => file.includes("to-restore"))).toEqual([]);
});

test("a backup of a newer version is refused before anything happens", async () => {
  await using run = await PublishingRun.start();
  const name = await backedUp(run);
  const db = new Database(`${run.ports.paths.backupFolder}/${name}`);
  db.exec("insert into migration values ('0099_future', 'x')");
  db.close();
  await expect(run.ipc.settings.restore({ name })).rejects.toThrow(/newer version/);
});

/** Everything is ready for the exchange, and the app has ended. Returns the present post's publication. */
async function readyToSwap(run: PublishingRun): Promise<string> {
  const name = await backedUp(run);
  const id = await run.scheduled("Written since", 5 * HOUR);
  await run.ipc.settings.restore({ name });
  await run.quit();
  return id;
}

const INTERRUPTED: readonly (readonly [
  what: string,
  interrupt: (run: PublishingRun) => void,
  isRestored: boolean,
])[] = [
  [
    "the prepared copy is damaged",
    ({ ports }) => writeFileSync(`${ports.paths.database}.to-restore`, "no database"),
    false,
  ],
  [
    "the present state cannot be copied",
    ({ ports }) => {
      const { backupFolder } = ports.paths;
      renameSync(backupFolder, `${backupFolder}-away`);
      writeFileSync(backupFolder, "a file in the way");
    },
    false,
  ],
  [
    "killed while the copy was being prepared",
    ({ ports }) => {
      const ready = `${ports.paths.database}.to-restore`;
      renameSync(ready, `${ready}.part`);
    },
    false,
  ],
  [
    "killed after the present database was put aside",
    ({ ports }) => renameSync(ports.paths.database, `${ports.paths.database}.replaced`),
    true,
  ],
  [
    "killed after the exchange, before the old files were removed",
    ({ ports }) => {
      const { database } = ports.paths;
      renameSync(database, `${database}.replaced`);
      renameSync(`${database}.to-restore`, database);
    },
    true,
  ],
];

test.each(INTERRUPTED)(
  "%s: the database is whole, the old one or the restored",
  async (what, interrupt, isRestored) => {
    await using run = await PublishingRun.start();
    const id = await readyToSwap(run);
    interrupt(run);
    await run.open();
    const { database, backupFolder } = run.ports.paths;
    if (statSync(backupFolder).isFile()) rmSync(backupFolder);
    const found = await run.publication(id).catch(() => undefined);
    expect(found === undefined).toBe(isRestored);
    expect(isSound(database)).toBe(true);
    const left = [".to-restore", ".to-restore.part", ".replaced"];
    expect(left.filter((ending) => existsSync(database + ending))).toEqual([]);
    const { databaseNotice } = await run.ipc.settings.health({});
    if (!what.startsWith("killed")) expect(databaseNotice).toMatch(/nothing was changed/);
  },
);
