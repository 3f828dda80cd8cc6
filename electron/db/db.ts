import type Database from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { demandReserve, madeRoom } from "./full-disk.ts";

/** The one writing connection, through drizzle. `$client` is better-sqlite3's own. The first parameter of every query. */
export type Db = BetterSQLite3Database & { readonly $client: Database.Database };

/**
 * Runs `work` in one `BEGIN IMMEDIATE` transaction. Synchronous: nothing can interleave. For more than one statement. On a full
 * disk it is undone, and run once more when the reserve has made room; `spareReserve` leaves that for what matters more.
 *
 * @throws AppError `disk-full` with `spareReserve`, while the reserve is spent.
 */
export function transaction<T>(
  db: Db,
  work: (tx: Db) => T,
  { spareReserve = false }: { readonly spareReserve?: boolean } = {},
): T {
  const client = db.$client;
  const run = () => client.transaction(() => work(db)).immediate();
  const isInner = client.inTransaction;
  if (spareReserve) demandReserve(client);
  try {
    return run();
  } catch (error) {
    // An inner one cannot be repeated by itself: the outer one has been undone with it.
    if (isInner || spareReserve || !madeRoom(client, error)) throw error;
    return run();
  }
}
