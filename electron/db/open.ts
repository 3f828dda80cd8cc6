import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Db } from "./db.ts";

/** Opens the one writing connection. `synchronous = FULL`: a lost intent row would be a second post (docs/decisions). */
export function openDatabase(file: string | Buffer): Db {
  const client = new Database(file);
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.pragma("foreign_keys = ON");
  client.pragma("busy_timeout = 5000");
  client.pragma("trusted_schema = OFF");
  client.pragma("cell_size_check = ON");
  client.pragma("checkpoint_fullfsync = ON");
  return drizzle({ client });
}
