import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename } from "node:path";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { appendAudit } from "../lib/audit.ts";
import { restoreTable } from "../lib/tables.ts";
import { backUp, isSound, madeAtOf } from "./backup.ts";
import { transaction, type Db } from "./db.ts";
import { connect, isDamage, setAside, SIDE_FILES } from "./files.ts";
import { applyMigrations, pendingMigrations, readMigrations } from "./migrate.ts";

/** `user_version` of a restored database until its due posts are known to be asked about. In the file, so a kill keeps it. */
export const UNRECONCILED = 1;

export type RestoreOrder = {
  /** The app's database. */
  readonly file: string;
  /** The backup that is to take its place; stays as it is. */
  readonly backup: string;
  readonly migrationsFolder: string;
  /** Epoch ms UTC. */
  readonly now: number;
};

/**
 * Makes everything ready for a backup to take the database's place at the next start: a copy of it beside the database,
 * migrated, marked and checked. The database itself is not touched; until the copy has its name, nothing has happened.
 *
 * @throws AppError `conflict` for a backup of a newer version; Error when it is not sound or the disk is full.
 */
export function prepareRestore(order: RestoreOrder): void {
  const ready = readyFile(order.file);
  const unfinished = `${ready}.part`;
  removeWhole(unfinished);
  try {
    copyFileSync(order.backup, unfinished);
    markRestored(unfinished, { ...order, who: "you" });
    if (!isSound(unfinished)) throw new Error("The copy of the backup does not check out");
    sync(unfinished);
    renameSync(unfinished, ready);
  } finally {
    removeWhole(unfinished);
  }
}

/**
 * Brings a copy of a backup up to date and marks it: what was due is asked about before anything is sent, and it is
 * known how far back.
 */
export function markRestored(
  copy: string,
  order: Omit<RestoreOrder, "file"> & { readonly who: "you" | "app" },
): void {
  const client = connect(copy);
  try {
    applyMigrations(client, pendingMigrations(client, readMigrations(order.migrationsFolder)));
    client.pragma(`user_version = ${UNRECONCILED}`);
    const times = { restoredAt: order.now, backupAt: madeAtOf(order.backup) ?? order.now };
    transaction(drizzle({ client }), (tx) => {
      tx.insert(restoreTable).values(times).run();
      appendAudit(tx, {
        at: order.now,
        who: "you",
        action: "restored",
        subject: "app",
        detail: times,
      });
    });
  } finally {
    client.close();
  }
}

/**
 * At start, before the database is opened: puts a prepared copy in its place, after a backup of the present state. Whatever
 * fails before the exchange leaves the present database as it is; a kill within it is finished at the next start. Returns what
 * was done, in words for her; null when there was nothing to do.
 */
export function takeUpRestore(request: {
  readonly file: string;
  readonly backupFolder: string;
  readonly now: number;
}): string | null {
  const { file } = request;
  const ready = readyFile(file);
  removeWhole(`${ready}.part`);
  if (!existsSync(ready)) {
    if (existsSync(file)) removeWhole(replacedFile(file));
    return null;
  }
  try {
    if (!isSound(ready)) throw new Error("The prepared copy does not check out");
    const kept = existsSync(file) ? keepPresent(request) : null;
    moveWhole(file, replacedFile(file));
    renameSync(ready, file);
    removeWhole(replacedFile(file));
    return `The backup is restored. Every post that was due since is looked up on Instagram before anything is sent. What was here before is kept as ${kept ?? "it was"}.`;
  } catch (error) {
    // Without a place to keep the present state, or with a bad copy, nothing is exchanged.
    if (!existsSync(file)) throw error;
    removeWhole(ready);
    return `The backup could not be restored, and nothing was changed: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** A verified backup of the present database, or the damaged files themselves. Returns what it is called. */
function keepPresent(request: {
  readonly file: string;
  readonly backupFolder: string;
  readonly now: number;
}): string {
  try {
    const client = connect(request.file);
    try {
      return basename(backUp(client, request.backupFolder, { kind: "restore", now: request.now }));
    } finally {
      client.close();
    }
  } catch (error) {
    if (!isDamage(error) && isSound(request.file)) throw error;
    return setAside(request);
  }
}

/** How far back the platform must be asked for a post of this age: since the oldest backup it came back from; null: it never did. */
export function findRestoredFrom(db: Db, createdAt: number): number | null {
  const row = db.$client
    .prepare<[number], { at: number | null }>(
      "select min(backup_at) at from restore where restored_at >= ?",
    )
    .get(createdAt);
  return row?.at ?? null;
}

function readyFile(file: string): string {
  return `${file}.to-restore`;
}

function replacedFile(file: string): string {
  return `${file}.replaced`;
}

/** The log goes first: left behind, it would be taken for that of the file that comes. */
function moveWhole(from: string, to: string): void {
  for (const suffix of SIDE_FILES)
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
}

function removeWhole(file: string): void {
  for (const suffix of SIDE_FILES) rmSync(file + suffix, { force: true });
}

function sync(file: string): void {
  const handle = openSync(file, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
