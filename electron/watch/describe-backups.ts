import { statSync } from "node:fs";
import { basename } from "node:path";
import { isSound, listBackups, type BackupKind } from "../db/backup.ts";
import { openReadOnly } from "../db/read-only.ts";
import type { Client } from "./invariants/invariant.ts";

/** What she is told of a backup before she goes back to it. */
export type BackupAbout = {
  /** The file's name in the backup folder. */
  readonly name: string;
  readonly madeAt: number;
  readonly why: BackupKind;
  readonly bytes: number;
  /** Every page was read again just now. */
  readonly isSound: boolean;
  /** Posts in it; null when it cannot be read. */
  readonly posts: number | null;
  /** Posts of the present database that went out, and that were written or changed, after it was made; null when damaged. */
  readonly publishedSince: number | null;
  readonly changedSince: number | null;
};

/** Every backup of a folder, newest first, verified now and held against the present database. */
export function describeBackups(folder: string, database: string): readonly BackupAbout[] {
  const present = tryOpen(database);
  try {
    return listBackups(folder).map(({ file, kind, madeAt }) => ({
      name: basename(file),
      madeAt,
      why: kind,
      bytes: statSync(file).size,
      isSound: isSound(file),
      posts: readOf(file, "select count(*) from post where removed_at is null"),
      publishedSince: countSince(
        present,
        "select count(*) from publication where published_at > ?",
        madeAt,
      ),
      changedSince: countSince(present, "select count(*) from post where updated_at > ?", madeAt),
    }));
  } finally {
    present?.close();
  }
}

function readOf(file: string, sql: string): number | null {
  const client = tryOpen(file);
  const count = countSince(client, sql);
  client?.close();
  return count;
}

/** Null where the database is damaged or of another kind: then nothing is said. */
function countSince(
  client: Client | null,
  sql: string,
  ...since: readonly number[]
): number | null {
  try {
    return (
      client
        ?.prepare<number[], number>(sql)
        .pluck()
        .get(...since) ?? null
    );
  } catch {
    return null; // as said above
  }
}

function tryOpen(file: string): Client | null {
  try {
    return openReadOnly(file);
  } catch {
    return null; // as above
  }
}
