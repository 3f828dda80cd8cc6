import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import { createdAt, updatedAt } from "../../db/columns.ts";
import { publicationTable } from "../publishing/tables.ts";

const AGES = ["1h", "23h", "24h", "7d", "28d"] as const;
const STATES = ["waiting", "taken", "empty", "missed", "too-late", "gone", "given-up"] as const;
const WAITS = ["offline", "login", "account", "permission", "rate-limit", "retry"] as const;

/**
 * When a post's figures are read, and what came of it. Planned with the verdict that the post is out; nothing of it changes the
 * publication.
 */
export const insightReadingTable = sqliteTable(
  "insight_reading",
  {
    publicationId: text("publication_id")
      .notNull()
      .references(() => publicationTable.id),
    age: text("age", { enum: AGES }).notNull(),
    state: text("state", { enum: STATES }).notNull(),
    product: text("product", { enum: ["FEED", "REELS", "STORY"] }).notNull(),
    dueAt: integer("due_at").notNull(),
    /** By this computer's clock; null once it is over. */
    nextAt: integer("next_at"),
    /** Why it waits, or, of one that was missed, why it had waited. */
    waitReason: text("wait_reason", { enum: WAITS }),
    /** Failures in a row that may pass. */
    tries: integer("tries").notNull(),
    /** Looks in a row at the account's posts that did not find this one. */
    cleanLooks: integer("clean_looks").notNull(),
    /** By the server's clock, where it was told. */
    askedAt: integer("asked_at"),
    /** JSON of what was not told, with reasons. */
    dropped: text("dropped").notNull(),
    /** What Instagram said last, in words, and its code. */
    said: text("said"),
    code: text("code"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.age] }),
    index("insight_reading_waiting")
      .on(table.nextAt)
      .where(sql`state = 'waiting'`),
    check("insight_reading_age", sql`age in ('1h', '23h', '24h', '7d', '28d')`),
    check(
      "insight_reading_state",
      sql`state in ('waiting', 'taken', 'empty', 'missed', 'too-late', 'gone', 'given-up')`,
    ),
  ],
);
export type InsightReadingRow = typeof insightReadingTable.$inferSelect;

/** Every number as Instagram told it, one row each, for ever: the platform forgets. Triggers reject change and removal. */
export const insightFigureTable = sqliteTable(
  "insight_figure",
  {
    publicationId: text("publication_id")
      .notNull()
      .references(() => publicationTable.id),
    age: text("age", { enum: AGES }).notNull(),
    metric: text("metric").notNull(),
    /** A part of the metric; empty for the whole. */
    part: text("part").notNull(),
    value: real("value").notNull(),
    product: text("product", { enum: ["FEED", "REELS", "STORY"] }).notNull(),
    dueAt: integer("due_at").notNull(),
    askedAt: integer("asked_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.publicationId, table.age, table.metric, table.part] })],
);
export type InsightFigureRow = typeof insightFigureTable.$inferSelect;
