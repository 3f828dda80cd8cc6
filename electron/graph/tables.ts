import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What is known of the platform's limits, one row per gate: an app (its host), an account, a breaker. `state` is JSON. */
export const limitStateTable = sqliteTable("limit_state", {
  key: text("key").primaryKey(),
  state: text("state").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** Answers of the platform that this version has no line for, counted. `label` is such as `100/2207999`. */
export const unknownReplyTable = sqliteTable("unknown_reply", {
  label: text("label").primaryKey(),
  httpStatus: integer("http_status"),
  count: integer("count").notNull(),
  firstAt: integer("first_at").notNull(),
  lastAt: integer("last_at").notNull(),
});
export type UnknownReplyRow = typeof unknownReplyTable.$inferSelect;
