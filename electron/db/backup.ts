import { millisecondsInDay as DAY_MS } from "date-fns/constants";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";

/** Why a copy was made (each day, before an update's migration, before another was restored), and how many are kept of each. */
const KEEP = { daily: 7, migration: 3, restore: 3 } as const;
const NAME = /^(daily|migration|restore)-(\d{13})\.sqlite$/;

export type BackupKind = keyof typeof KEEP;

/**
 * Makes a verified copy of an open database: `VACUUM INTO` a temporary name, checked, then renamed. Older copies of the
 * kind beyond its count are removed. Returns the copy's path. `now` is epoch ms UTC.
 *
 * @throws Error when the copy cannot be written or does not check out; nothing is left behind then.
 */
export function backUp(
  client: Database.Database,
  folder: string,
  made: { kind: BackupKind; now: number },
): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${made.kind}-${String(made.now).padStart(13, "0")}.sqlite`);
  const unfinished = `${file}.part`;
  rmSync(unfinished, { force: true });
  try {
    client.prepare("vacuum into ?").run(unfinished);
    return keep(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * The day's copy, when the newest one is older than a day. Copies page by page and lets other work run in between, so
 * the app never stands still for it. Returns the copy's path, or undefined when none was due.
 *
 * @throws Error as `backUp` does.
 */
export async function backUpDaily(
  client: Database.Database,
  folder: string,
  now: number,
): Promise<string | undefined> {
  const newest = listBackups(folder).find(({ kind }) => kind === "daily");
  if (newest && now - newest.madeAt < DAY_MS) return undefined;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `daily-${String(now).padStart(13, "0")}.sqlite`);
  const unfinished = `${file}.part`;
  try {
    await client.backup(unfinished);
    return keep(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** The copies there are, newest first. */
export function listBackups(
  folder: string,
): readonly { file: string; kind: BackupKind; madeAt: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = NAME.exec(name);
      return match
        ? [{ file: join(folder, name), kind: match[1] as BackupKind, madeAt: Number(match[2]) }]
        : [];
    })
    .sort((a, b) => b.madeAt - a.madeAt);
}

/** When the newest copy was made, epoch ms UTC; null when there is none. */
export function newestBackupAt(folder: string): number | null {
  return listBackups(folder)[0]?.madeAt ?? null;
}

/** The newest copy that checks out. */
export function newestSoundBackup(folder: string): string | undefined {
  return listBackups(folder).find(({ file }) => isSound(file))?.file;
}

/** True when SQLite can read every page of a database file and its rows fit their tables. */
export function isSound(file: string): boolean {
  try {
    const client = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return client.pragma("quick_check(1)", { simple: true }) === "ok";
    } finally {
      client.close();
    }
  } catch {
    return false; // not a database at all: that is the answer
  }
}

/** A copy counts once it checks out; then the oldest of its kind give way. */
function keep(unfinished: string, file: string): string {
  if (!isSound(unfinished)) throw new Error("The backup does not check out");
  renameSync(unfinished, file);
  removeOld(dirname(file), kindOf(file));
  return file;
}

function kindOf(file: string): BackupKind {
  return (NAME.exec(basename(file))?.[1] ?? "daily") as BackupKind;
}

/** When a backup was made by its name, epoch ms; undefined for a file that is none. */
export function madeAtOf(file: string): number | undefined {
  const match = NAME.exec(basename(file));
  return match ? Number(match[2]) : undefined;
}

function removeOld(folder: string, kind: BackupKind): void {
  const ofKind = listBackups(folder).filter((backup) => backup.kind === kind);
  for (const { file } of ofKind.slice(KEEP[kind])) rmSync(file, { force: true });
}
