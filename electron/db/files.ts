import { existsSync, renameSync } from "node:fs";
import Database from "better-sqlite3";

/** What belongs to a database beside its file, and the file itself last: without its log it could pass for a whole one. */
export const SIDE_FILES = ["-shm", "-wal", ""] as const;

const PRAGMAS = [
  "journal_mode = WAL",
  "synchronous = FULL",
  "foreign_keys = ON",
  "trusted_schema = OFF",
  "cell_size_check = ON",
  "checkpoint_fullfsync = ON",
];

/** The writing connection. `synchronous = FULL`: a lost intent row would be a second post (docs/decisions). */
export function connect(file: string | Buffer): Database.Database {
  const client = new Database(file, { timeout: 5000 });
  try {
    for (const pragma of PRAGMAS) client.pragma(pragma);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Moves a database and its log away, the database first: without its log it could pass for a whole one. Returns its new name. */
export function setAside({ file, now }: { readonly file: string; readonly now: number }): string {
  const aside = `${file}.damaged-${now}`;
  for (const suffix of ["", "-wal", "-shm"])
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  return aside.split(/[\\/]/).at(-1) ?? aside;
}

/** SQLite found pages that cannot be. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}
