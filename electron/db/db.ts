import type Database from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";

/** The one writing connection, through drizzle. `$client` is better-sqlite3's own. The first parameter of every query. */
export type Db = BetterSQLite3Database & { readonly $client: Database.Database };

/** Runs `work` in one `BEGIN IMMEDIATE` transaction. Synchronous: nothing can interleave. For more than one statement. */
export function transaction<T>(db: Db, work: (tx: Db) => T): T {
  return db.$client.transaction(() => work(db)).immediate();
}
