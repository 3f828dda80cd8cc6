import { blob, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Sealed secrets: tokens and keys encrypted by the OS's keychain, with what sealed them. Never a token in clear. */
export const secretTable = sqliteTable("secret", {
  key: text("key").primaryKey(),
  sealed: blob("sealed", { mode: "buffer" }).notNull(),
  backend: text("backend").notNull(),
  updatedAt: integer("updated_at").notNull(),
});
