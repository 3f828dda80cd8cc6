import { sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row per setting that differs from its default. `value` is JSON. */
export const settingTable = sqliteTable("setting", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
});
