import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { AppError } from "../../shared/result.ts";

/** One generated migration: its file's name and content. */
export type Migration = { readonly tag: string; readonly hash: string; readonly sql: string };

/** The migrations that ship, in order. Append-only: a released file never changes. */
export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n");
      return {
        tag: name.replace(/\.sql$/, ""),
        hash: createHash("sha256").update(sql).digest("hex"),
        sql,
      };
    });
}

/**
 * The migrations a database still lacks, by identity (tag and hash) and not by time: a stamp earlier than the newest
 * applied one is not skipped, as drizzle's own migrator would in silence (drizzle-orm issue 5782 and its like).
 *
 * @throws AppError `conflict` when the database knows a migration this version does not.
 */
export function pendingMigrations(
  client: Database.Database,
  migrations: readonly Migration[],
): readonly Migration[] {
  const applied = appliedMigrations(client);
  const known = new Map(migrations.map((migration) => [migration.tag, migration.hash]));
  for (const { tag, hash } of applied)
    if (known.get(tag) !== hash)
      throw new AppError(
        "conflict",
        "This folder was last used by a newer version of Defeah Studio. Install that version again, or start with another data folder. Nothing was changed.",
      );
  const done = new Set(applied.map(({ tag }) => tag));
  return migrations.filter(({ tag }) => !done.has(tag));
}

/**
 * Applies migrations in one transaction. Foreign keys go off before it begins: SQLite ignores the pragma inside, and a
 * rebuilt parent table would take its children with it.
 *
 * @throws Error when a migration fails or leaves dangling references; the database is then as it was.
 */
export function applyMigrations(client: Database.Database, pending: readonly Migration[]): void {
  if (pending.length === 0) return;
  client.pragma("foreign_keys = OFF");
  try {
    client
      .transaction(() => {
        client.exec(
          "create table if not exists migration (tag text primary key, hash text not null) strict",
        );
        const record = client.prepare("insert into migration (tag, hash) values (?, ?)");
        for (const { tag, hash, sql } of pending) {
          client.exec(sql);
          record.run(tag, hash);
        }
        const dangling = client.pragma("foreign_key_check") as unknown[];
        if (dangling.length > 0)
          throw new Error(`${dangling.length} dangling references after migrating`);
      })
      .immediate();
  } finally {
    client.pragma("foreign_keys = ON");
  }
}

function appliedMigrations(client: Database.Database): readonly { tag: string; hash: string }[] {
  const exists = client.prepare("select 1 from sqlite_schema where name = 'migration'").get();
  if (!exists) return [];
  return client.prepare<[], { tag: string; hash: string }>("select tag, hash from migration").all();
}
