import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Db } from "./db.ts";
import { connect } from "./files.ts";
import { applyMigrations, readMigrations } from "./migrate.ts";

/** An empty database of the present schema in memory: for what is tried and thrown away. Close its `$client`. */
export function openScratch(migrationsFolder: string): Db {
  const client = connect(":memory:");
  applyMigrations(client, readMigrations(migrationsFolder));
  return drizzle({ client });
}
