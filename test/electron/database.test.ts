import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { backUp, backUpDaily, isSound, listBackups } from "../../electron/db/backup.ts";
import { holdFolder } from "../../electron/db/folder-lock.ts";
import { applyMigrations, pendingMigrations, type Migration } from "../../electron/db/migrate.ts";
import { connect } from "../../electron/db/files.ts";
import { closeDatabase, endRestore, openDatabase } from "../../electron/db/open.ts";

const NOW = Date.UTC(2026, 9, 8, 12);
const shipped = join(import.meta.dirname, "../../resources/migrations");

function folder() {
  return mkdtempSync(join(tmpdir(), "defeah-db-"));
}

function request(at = folder()) {
  return {
    file: join(at, "studio.sqlite"),
    backupFolder: join(at, "backups"),
    migrationsFolder: shipped,
    now: NOW,
  };
}

function putSetting(file: string, key: string) {
  const client = new Database(file);
  client.prepare("insert into setting (key, value) values (?, '1')").run(key);
  client.close();
}

function settingKeys(file: string) {
  const client = new Database(file, { readonly: true });
  const keys = client.prepare("select key from setting").pluck().all();
  client.close();
  return keys;
}

const migration = (tag: string, sql: string): Migration => ({ tag, hash: `hash of ${tag}`, sql });

test("a new folder gets the whole schema, every table STRICT, with full durability", () => {
  const { db, notice, schemaVersion } = openDatabase(request());
  expect(notice).toBeNull();
  expect(schemaVersion).toMatch(/^0000_/);
  expect(db.$client.pragma("synchronous", { simple: true })).toBe(2);
  expect(db.$client.pragma("journal_mode", { simple: true })).toBe("wal");
  expect(db.$client.pragma("foreign_keys", { simple: true })).toBe(1);
  const tables = db.$client.pragma("table_list") as {
    name: string;
    type: string;
    strict: number;
  }[];
  const loose = tables.filter(
    (table) => table.type === "table" && !table.name.startsWith("sqlite_") && !table.strict,
  );
  expect(loose).toEqual([]);
  closeDatabase(db);
});

test("rebuilding a parent table keeps its children", () => {
  const client = connect(":memory:");
  applyMigrations(client, [
    migration(
      "0000",
      "create table post (id integer primary key) strict; create table target (post_id integer not null references post(id) on delete cascade) strict",
    ),
  ]);
  client.exec("insert into post values (1); insert into target values (1)");
  applyMigrations(client, [
    migration(
      "0001",
      "create table new_post (id integer primary key, note text) strict; insert into new_post (id) select id from post; drop table post; alter table new_post rename to post",
    ),
  ]);
  expect(client.prepare("select count(*) from target").pluck().get()).toBe(1);
});

test("a migration that leaves dangling references changes nothing", () => {
  const client = connect(":memory:");
  applyMigrations(client, [
    migration(
      "0000",
      "create table post (id integer primary key) strict; create table target (post_id integer references post(id)) strict",
    ),
  ]);
  client.exec("insert into post values (1); insert into target values (1)");
  expect(() => applyMigrations(client, [migration("0001", "delete from post")])).toThrow(
    "dangling",
  );
  expect(client.prepare("select count(*) from post").pluck().get()).toBe(1);
  expect(client.pragma("foreign_keys", { simple: true })).toBe(1);
});

test("a migration merged late is applied by its name, not skipped by its time", () => {
  const client = connect(":memory:");
  const early = migration("0001_early", "create table early (id integer) strict");
  const late = migration("0002_late", "create table late (id integer) strict");
  applyMigrations(client, [late]);
  expect(pendingMigrations(client, [early, late])).toEqual([early]);
});

test("a database of a newer version is refused in words and left as it was", () => {
  const opening = request();
  closeDatabase(openDatabase(opening).db);
  const client = new Database(opening.file);
  client.prepare("insert into migration values ('0099_future', 'x')").run();
  client.close();
  const before = readFileSync(opening.file);
  expect(() => openDatabase(opening)).toThrow(/newer version of Defeah Studio/);
  expect(readFileSync(opening.file).equals(before)).toBe(true);
});

test("a corrupt database is set aside whole and the newest sound backup opens", () => {
  const opening = request();
  const { db } = openDatabase(opening);
  putSetting(opening.file, "kept");
  backUp(db.$client, opening.backupFolder, { kind: "daily", now: NOW - 1000 });
  closeDatabase(db);
  writeFileSync(join(opening.backupFolder, `daily-${NOW}.sqlite`), "not a database, though newer");
  writeFileSync(opening.file, "garbage".repeat(5000));
  const opened = openDatabase(opening);
  expect(opened.isRestored).toBe(true);
  expect(opened.notice).toContain("newest backup");
  closeDatabase(opened.db);
  expect(settingKeys(opening.file)).toEqual(["kept"]);
  expect(readFileSync(`${opening.file}.damaged-${NOW}`, "utf8")).toContain("garbage");
});

test("a restored database stays restored over a kill, until what was due is asked about", () => {
  const opening = request();
  const { db } = openDatabase(opening);
  backUp(db.$client, opening.backupFolder, { kind: "daily", now: NOW - 1000 });
  closeDatabase(db);
  writeFileSync(opening.file, "garbage".repeat(5000));
  closeDatabase(openDatabase(opening).db);
  const again = openDatabase(opening);
  expect(again.isRestored).toBe(true);
  endRestore(again.db);
  closeDatabase(again.db);
  const ordinary = openDatabase(opening);
  expect(ordinary.isRestored).toBe(false);
  closeDatabase(ordinary.db);
});

test("killed after the damaged database was set aside, the next start puts the backup in its place", () => {
  const opening = request();
  const { db } = openDatabase(opening);
  putSetting(opening.file, "kept");
  closeDatabase(db);
  renameSync(opening.file, `${opening.file}.restoring`);
  writeFileSync(`${opening.file}-wal`, "the log of the damaged one");
  const opened = openDatabase(opening);
  closeDatabase(opened.db);
  expect(settingKeys(opening.file)).toEqual(["kept"]);
});

test("a page damaged behind a clean close is found, set aside, and the app starts with a notice", () => {
  const opening = request();
  const { db } = openDatabase(opening);
  closeDatabase(db);
  const bytes = readFileSync(opening.file);
  bytes.fill(0xff, 100, 4096);
  writeFileSync(opening.file, bytes);
  const opened = openDatabase(opening);
  expect(opened.isRestored).toBe(false);
  expect(opened.notice).toContain("no backup");
  expect(existsSync(`${opening.file}.damaged-${NOW}`)).toBe(true);
  closeDatabase(opened.db);
});

test("a database cut off by a crash keeps what was committed", () => {
  const opening = request();
  const first = openDatabase(opening);
  first.db.$client.prepare("insert into setting (key, value) values ('committed', '1')").run();
  const crashed = folder();
  for (const suffix of ["", "-wal", "-shm"])
    copyFileSync(opening.file + suffix, join(crashed, `studio.sqlite${suffix}`));
  const second = openDatabase({ ...request(crashed) });
  expect(second.notice).toBeNull();
  closeDatabase(second.db);
  expect(settingKeys(join(crashed, "studio.sqlite"))).toEqual(["committed"]);
  closeDatabase(first.db);
});

test("an old database is copied before it is migrated", () => {
  const opening = request();
  const old = join(folder(), "migrations");
  mkdirSync(old);
  writeFileSync(join(old, "0000_old.sql"), "create table thing (id integer primary key) strict");
  closeDatabase(openDatabase({ ...opening, migrationsFolder: old }).db);
  writeFileSync(join(old, "0001_more.sql"), "alter table thing add column note text");
  closeDatabase(openDatabase({ ...opening, migrationsFolder: old }).db);
  expect(listBackups(opening.backupFolder).map(({ kind }) => kind)).toEqual(["migration"]);
});

test("backups check out, leave nothing unfinished, and keep seven days", () => {
  const opening = request();
  const { db } = openDatabase(opening);
  for (let day = 0; day < 9; day++)
    backUp(db.$client, opening.backupFolder, { kind: "daily", now: NOW + day });
  const backups = listBackups(opening.backupFolder);
  expect(backups.map(({ madeAt }) => madeAt - NOW)).toEqual([8, 7, 6, 5, 4, 3, 2]);
  expect(backups.every(({ file }) => isSound(file))).toBe(true);
  expect(readdirSync(opening.backupFolder).filter((name) => name.endsWith(".part"))).toEqual([]);
  closeDatabase(db);
});

test("the day's backup is made once a day", async () => {
  const opening = request();
  const { db } = openDatabase(opening);
  expect(await backUpDaily(db.$client, opening.backupFolder, NOW)).toBeDefined();
  expect(await backUpDaily(db.$client, opening.backupFolder, NOW + 23 * 3_600_000)).toBeUndefined();
  expect(await backUpDaily(db.$client, opening.backupFolder, NOW + 24 * 3_600_000)).toBeDefined();
  expect(listBackups(opening.backupFolder).every(({ file }) => isSound(file))).toBe(true);
  closeDatabase(db);
});

test("a data folder belongs to one process at a time, and is free again afterwards", () => {
  const at = folder();
  const letGo = holdFolder(at);
  expect(() => holdFolder(at)).toThrow(/already running with this data folder/);
  letGo();
  holdFolder(at)();
});

test("no statistics are kept: taken while a table was small, they would have SQLite scan it when it is large", () => {
  const asked = request();
  const { db } = openDatabase(asked);
  db.$client.exec("insert into setting (key, value) values ('paused', 'true')");
  closeDatabase(db);
  const client = new Database(asked.file, { readonly: true });
  const found = client
    .prepare("select name from sqlite_schema where name like 'sqlite_stat%'")
    .all();
  client.close();
  expect(found).toEqual([]);
});
