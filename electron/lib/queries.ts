import { asc, desc, eq } from "drizzle-orm";
import type { Db } from "../db/db.ts";
import { auditTable, secretTable, type AuditRow } from "./tables.ts";

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

export function findLastAudit(db: Db): AuditRow | undefined {
  return db.select().from(auditTable).orderBy(desc(auditTable.seq)).limit(1).get();
}

export function insertAudit(tx: Db, row: AuditRow): void {
  tx.insert(auditTable).values(row).run();
}

/** The lines of the audit log about one publication, in order. */
export function listAudit(db: Db, subject: string): readonly AuditRow[] {
  return db
    .select()
    .from(auditTable)
    .where(eq(auditTable.subject, subject))
    .orderBy(asc(auditTable.seq))
    .all();
}

/** The whole audit log, one line at a time. */
export function eachAudit(db: Db): Iterable<AuditRow> {
  return db.$client.prepare<[], AuditRow>("select * from audit order by seq").iterate();
}
