import { blob, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Sealed secrets: tokens and keys encrypted by the OS's keychain, with what sealed them. Never a token in clear. */
export const secretTable = sqliteTable("secret", {
  key: text("key").primaryKey(),
  sealed: blob("sealed", { mode: "buffer" }).notNull(),
  backend: text("backend").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** What was decided and done, in order, each line bound to the one before by its digest. Triggers reject change and removal. */
export const auditTable = sqliteTable(
  "audit",
  {
    seq: integer("seq").primaryKey(),
    at: integer("at").notNull(),
    /** Who did it: she, or the app by itself. */
    who: text("who", { enum: ["you", "app"] }).notNull(),
    action: text("action").notNull(),
    /** Id of the publication it is about; `app` for what is about all. */
    subject: text("subject").notNull(),
    /** JSON; ids, times and digests only, no captions. */
    detail: text("detail").notNull(),
    /** SHA-256 over this line and the digest before it. */
    digest: text("digest").notNull(),
  },
  (table) => [index("audit_subject").on(table.subject, table.seq)],
);
export type AuditRow = typeof auditTable.$inferSelect;

/**
 * Each time a backup took the database's place: its generation. What happened between `backupAt` and `restoredAt`, these rows
 * do not know.
 */
export const restoreTable = sqliteTable("restore", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  restoredAt: integer("restored_at").notNull(),
  backupAt: integer("backup_at").notNull(),
});
