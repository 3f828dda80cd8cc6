import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { updatedAt } from "../../db/columns.ts";
import { accountTable } from "../accounts/tables.ts";

/** An account's pace, once she has set one. Quiet hours are wall-clock times such as `22:00`, both or neither. */
export const pacingTable = sqliteTable("pacing", {
  accountId: text("account_id")
    .primaryKey()
    .references(() => accountTable.id),
  leastGapMinutes: integer("least_gap_minutes").notNull(),
  jitterMinutes: integer("jitter_minutes").notNull(),
  quietFrom: text("quiet_from"),
  quietTo: text("quiet_to"),
  dailyCap: integer("daily_cap").notNull(),
  updatedAt: updatedAt(),
});
export type PacingRow = typeof pacingTable.$inferSelect;

/** A weekly time that posts can be given. `weekday` is 1 for Monday, `time` the account's wall clock, such as `18:30`. */
export const slotTable = sqliteTable(
  "slot",
  {
    accountId: text("account_id")
      .notNull()
      .references(() => accountTable.id),
    weekday: integer("weekday").notNull(),
    time: text("time").notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.weekday, table.time] })],
);
