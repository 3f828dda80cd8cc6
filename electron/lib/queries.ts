import { eq } from "drizzle-orm";
import type { Db } from "../db/db.ts";
import { secretTable } from "./tables.ts";

export type SealedSecret = typeof secretTable.$inferSelect;

/** The sealed secret of `key`, if one is stored. */
export function findSealed(db: Db, key: string): SealedSecret | undefined {
  return db.select().from(secretTable).where(eq(secretTable.key, key)).get();
}

/** Stores a sealed secret in place of any earlier one of its key. */
export function putSealed(db: Db, secret: SealedSecret): void {
  const { key, ...rest } = secret;
  db.insert(secretTable)
    .values({ key, ...rest })
    .onConflictDoUpdate({ target: secretTable.key, set: rest })
    .run();
}

/** Forgets a sealed secret. */
export function deleteSealed(db: Db, key: string): void {
  db.delete(secretTable).where(eq(secretTable.key, key)).run();
}
