import { mkdirSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { updateIfUnmoved } from "../../electron/features/publishing/queries.ts";
import { openDatabase } from "../../electron/db/open.ts";
import { HOUR, MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

/** A second connection to the app's own file: what another program, or a second instance, could do to it. */
function openBeside(run: PublishingRun): Database.Database & Disposable {
  const db = new Database(run.ports.paths.database);
  return Object.assign(db, { [Symbol.dispose]: () => void db.close() });
}

test("attempts are append-only, publications stay, published is final: by the database itself, at every open", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa");
  await run.clock.advance(12 * MINUTE);
  {
    using db = openBeside(run);
    db.exec("drop trigger attempt_is_not_changed");
  }
  await run.quit();
  await run.open();
  using db = openBeside(run);
  const refused: readonly (readonly [sql: string, words: string])[] = [
    ["update attempt set detail = 'never happened'", "append-only"],
    ["delete from attempt", "append-only"],
    ["update publication set state = 'scheduled'", "stays published"],
    ["update publication set ig_media_id = '1'", "never changes"],
    ["update publication set fence = fence - 1", "only grows"],
  ];
  for (const [sql, words] of refused) expect(() => db.exec(sql), sql).toThrow(words);
  expect(await run.publication(id)).toMatchObject({ state: "published" });
});

test("a claim is lost when someone else has moved the fence: nothing is written", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa");
  const { db } = openDatabase({
    file: run.ports.paths.database,
    backupFolder: run.ports.paths.backupFolder,
    migrationsFolder: `${run.ports.paths.resources}/migrations`,
    now: run.clock.now(),
  });
  const read = { id, state: "scheduled", fence: 0 };
  expect(updateIfUnmoved(db, read, { state: "preparing", fence: 1 })).toBe(true);
  expect(updateIfUnmoved(db, read, { state: "preparing", fence: 1 })).toBe(false);
  expect(updateIfUnmoved(db, { ...read, state: "preparing" }, { fence: 2 })).toBe(false);
  db.$client.close();
});

test("two instances on one database: the one whose fence is old stops, and one post goes out", async () => {
  let isTaken = false;
  const run: PublishingRun = await PublishingRun.start({
    ports: {
      checkpoint: (step) => {
        if (step !== "publish.probed" || isTaken) return;
        isTaken = true;
        using db = openBeside(run);
        db.exec("update publication set fence = fence + 1");
      },
    },
  });
  await using _ = run;
  const id = await run.scheduled("Green sofa");
  await run.clock.advance(10 * MINUTE + 10 * SECOND);
  expect(isTaken).toBe(true);
  expect(run.published).toEqual([]);
  expect(await run.history(id)).not.toContain("publish:intent");
});

test("a disk that is full when the intent is to be written: nothing is sent, it says so, and goes out when there is room", async () => {
  const opened = vi.spyOn(Database.prototype, "pragma");
  await using run = await PublishingRun.start();
  const app = opened.mock.contexts.find(
    (db): db is Database.Database =>
      db instanceof Database && db.open && !db.readonly && db.name === run.ports.paths.database,
  );
  opened.mockRestore();
  if (!app) throw new Error("The app's own connection was not seen.");
  const full = new Database.SqliteError("database or disk is full", "SQLITE_FULL");
  let isFull = true;
  app.function("when_full", () => {
    if (isFull) throw full;
    return 0;
  });
  app.exec(`create temp trigger fill before insert on attempt when new.outcome = 'intent'
    begin select when_full(); end`);
  const id = await run.scheduled("Green sofa");
  await run.clock.advance(15 * MINUTE);
  expect(run.published).toEqual([]);
  expect(await run.publication(id)).toMatchObject({ waitReason: "disk", status: "scheduled" });
  expect(run.ports.recorded.notes.map((note) => note.title)).toContain(
    "A post waits: the disk is full",
  );
  isFull = false;
  await run.clock.advance(2 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(await run.publication(id)).toMatchObject({ state: "published", waitReason: null });
});

test("a database from yesterday's backup believes published posts are due: each is asked about, none is sent again", async () => {
  await using run = await PublishingRun.start();
  const out = await run.scheduled("Green sofa", 10 * MINUTE);
  const due = await run.scheduled("Blue chair", 20 * MINUTE);
  const later = await run.scheduled("Red lamp", 5 * HOUR);
  const { database, backupFolder } = run.ports.paths;
  mkdirSync(backupFolder, { recursive: true });
  {
    using db = openBeside(run);
    db.exec(`vacuum into '${backupFolder}/daily-${run.clock.now() + 1}.sqlite'`);
  }
  await run.clock.advance(15 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  await run.quit();
  writeFileSync(database, "no database at all");
  run.clock.sleep(10 * MINUTE);
  await run.open();
  expect(await run.publication(out)).toMatchObject({ state: "outcome-unknown" });
  await run.clock.advance(30 * MINUTE);
  expect(run.published).toEqual(["Green sofa", "Blue chair"]);
  for (const id of [out, due])
    expect(await run.publication(id)).toMatchObject({ state: "published" });
  expect(await run.publication(later)).toMatchObject({ state: "scheduled" });
});
