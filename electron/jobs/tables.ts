import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Durable work: when do we try next? What may already have happened is the feature's own row. */
export const jobTable = sqliteTable(
  "job",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    kind: text("kind").notNull(),
    /** One job at a time per lane, usually an account id. */
    lane: text("lane").notNull(),
    /** JSON. */
    input: text("input").notNull(),
    status: text("status").notNull(),
    runAt: integer("run_at").notNull(),
    attempt: integer("attempt").notNull(),
    reason: text("reason"),
    /** At most one live job per key. */
    uniqueKey: text("unique_key"),
    /** Asked for again while it ran: it runs once more at this time, whatever its run came to. */
    againAt: integer("again_at"),
  },
  (table) => [
    index("job_due")
      .on(table.runAt, table.id)
      .where(sql`status = 'waiting'`),
    index("job_lane")
      .on(table.lane, table.runAt)
      .where(sql`status = 'waiting'`),
    uniqueIndex("job_unique")
      .on(table.uniqueKey)
      .where(sql`status in ('waiting', 'running')`),
    check("job_status", sql`status in ('waiting', 'running', 'done', 'failed', 'cancelled')`),
  ],
);
export type JobRow = typeof jobTable.$inferSelect;

/** A lane that stands still until a time, such as an account the platform has limited. */
export const laneHoldTable = sqliteTable("lane_hold", {
  lane: text("lane").primaryKey(),
  untilAt: integer("until_at").notNull(),
});
