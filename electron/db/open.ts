import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  renameSync,
  statSync,
} from "node:fs";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { AppError } from "../../shared/result.ts";
import { backUp, isSound, newestSoundBackup } from "./backup.ts";
import type { Db } from "./db.ts";
import { clearSuspect, isSuspect } from "./damage.ts";
import { connect, isDamage, setAside } from "./files.ts";
import { applyMigrations, pendingMigrations, readMigrations } from "./migrate.ts";
import { markRestored, takeUpRestore, UNRECONCILED } from "./restore.ts";

/** What opening needs to know. `now` is epoch ms UTC. */
export type OpenRequest = {
  readonly file: string;
  readonly backupFolder: string;
  readonly migrationsFolder: string;
  readonly now: number;
};

export type OpenedDatabase = {
  readonly db: Db;
  /** The newest migration's tag. */
  readonly schemaVersion: string;
  /** True when the content is older than what was there: due posts must be reconciled before anything is sent. */
  readonly isRestored: boolean;
  /** What was done at this start, in words for her; null on an ordinary one. */
  readonly notice: string | null;
};

/**
 * Opens the one writing connection and brings the schema up to date. A damaged database is set aside whole, never
 * deleted, and the newest sound backup takes its place.
 *
 * @throws AppError `conflict` (made by a newer version), `disk-full`, or `internal`, each with a way on in words.
 */
export function openDatabase(request: OpenRequest): OpenedDatabase {
  finishRescue(request);
  const notice = takeUpRestore(request);
  const opened = openPresent(request, notice);
  clearSuspect(request.file);
  return opened;
}

function openPresent(request: OpenRequest, notice: string | null): OpenedDatabase {
  if (mayBeDamaged(request.file) && !isSound(request.file)) return openRescued(request);
  try {
    return { ...bringUp(request), notice };
  } catch (error) {
    // Damage that a clean close hid shows only now; everything else becomes the one sentence of the start-up dialog.
    if (isDamage(error)) return openRescued(request);
    throw asAppError(error);
  }
}

function openRescued(request: OpenRequest): OpenedDatabase {
  const notice = rescue(request);
  try {
    return { ...bringUp(request), notice };
  } catch (error) {
    throw asAppError(error); // as above
  }
}

function bringUp(request: OpenRequest): OpenedDatabase {
  const client = connect(request.file);
  try {
    const migrations = readMigrations(request.migrationsFolder);
    const pending = pendingMigrations(client, migrations);
    const isUsed = pending.length < migrations.length;
    if (pending.length > 0 && isUsed)
      backUp(client, request.backupFolder, { kind: "migration", now: request.now });
    applyMigrations(client, pending);
    return {
      db: drizzle({ client }),
      schemaVersion: migrations.at(-1)?.tag ?? "none",
      isRestored: client.pragma("user_version", { simple: true }) === UNRECONCILED,
      notice: null,
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

/**
 * Checkpoints and closes, so that the file alone holds everything. No `optimize`: statistics taken while a table held one row
 * made SQLite scan it once for each of 10,000 (a calendar in 60 s instead of 60 ms, measured). Without any, it takes the indexes.
 */
export function closeDatabase(db: Db): void {
  try {
    db.$client.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    db.$client.close();
  }
}

/** A clean close leaves no write-ahead log. Where one stands, or the file does not start as SQLite's do, look closer. */
function mayBeDamaged(file: string): boolean {
  if (!existsSync(file)) return false;
  const wal = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return (wal?.size ?? 0) > 0 || isSuspect(file) || !hasSqliteHeader(file);
}

function hasSqliteHeader(file: string): boolean {
  const header = Buffer.alloc(16);
  const handle = openSync(file, "r");
  try {
    const read = readSync(handle, header, 0, 16, 0);
    return read === 0 || header.toString("latin1") === "SQLite format 3\0";
  } finally {
    closeSync(handle);
  }
}

/** Every post that was due is marked to be asked about: from now on it is an ordinary database. */
export function endRestore(db: Db): void {
  db.$client.pragma("user_version = 0");
}

/** Puts the newest sound backup in the place of a damaged database. Returns what was done, in words for her. */
function rescue(request: OpenRequest): string {
  const backup = newestSoundBackup(request.backupFolder);
  if (!backup)
    return `The database was damaged and there was no backup, so the app starts empty. The damaged files are kept beside it as ${setAside(request)}.`;
  const copy = rescuingFile(request);
  copyFileSync(backup, copy);
  markRestored(copy, { ...request, backup, who: "app" });
  const aside = setAside(request);
  renameSync(copy, request.file);
  return `The database was damaged. The app went back to its newest backup and asks Instagram about every post that was due since. The damaged files are kept as ${aside}.`;
}

/** A kill between setting the damaged database aside and putting its copy in place must not end in an empty app. */
function finishRescue(request: OpenRequest): void {
  const copy = rescuingFile(request);
  if (existsSync(request.file) || !existsSync(copy) || !isSound(copy)) return;
  setAside(request);
  renameSync(copy, request.file);
}

function rescuingFile({ file }: OpenRequest): string {
  return `${file}.restoring`;
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Database.SqliteError ? error.code : "";
  if (code === "SQLITE_FULL" || code === "SQLITE_IOERR_WRITE")
    return new AppError(
      "disk-full",
      "The disk is full. Free some space and start Defeah Studio again. Nothing was lost.",
      {
        cause: error,
      },
    );
  return new AppError(
    "internal",
    "The database could not be opened. Start again; if that does not help, move the data folder aside and restore a backup from it.",
    { cause: error },
  );
}
