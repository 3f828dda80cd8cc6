import type { Db } from "../../db/db.ts";
import { settingTable } from "./tables.ts";

export type StoredSetting = { readonly key: string; readonly value: string };

/** Every stored setting, as JSON text by key. */
export function listSettings(db: Db): readonly StoredSetting[] {
  return db.select().from(settingTable).all();
}

/** Stores one setting; `value` is JSON text. */
export function putSetting(db: Db, key: string, value: string): void {
  db.insert(settingTable)
    .values({ key, value })
    .onConflictDoUpdate({ target: settingTable.key, set: { value } })
    .run();
}

/** The database's size in bytes, as SQLite counts its pages. */
export function databaseBytes(db: Db): number {
  const pages = db.$client.pragma("page_count", { simple: true });
  const pageBytes = db.$client.pragma("page_size", { simple: true });
  return Number(pages) * Number(pageBytes);
}
