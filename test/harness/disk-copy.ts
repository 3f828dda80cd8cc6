import { cpSync } from "node:fs";
import Database from "better-sqlite3";
import type { Paths } from "../../electron/ports.ts";

type Disk = Pick<Paths, "database" | "mediaFolder">;

/** What a new app would find if this one died now: the database as far as it is written, and the library's files. */
export function copyDisk(from: Disk, to: Disk): void {
  copyDatabase(from.database, to.database);
  cpSync(from.mediaFolder, to.mediaFolder, { recursive: true });
}

/** A database that is in use, as one whole file. */
export function copyDatabase(from: string, to: string): void {
  const disk = new Database(from, { readonly: true });
  disk.exec(`vacuum into '${to}'`);
  disk.close();
}
