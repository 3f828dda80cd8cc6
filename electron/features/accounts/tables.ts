import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { createdAt, id, updatedAt } from "../../db/columns.ts";

/** An account and how it stands. Its token is in `secret`, sealed. */
export const accountTable = sqliteTable(
  "account",
  {
    id: id(),
    kind: text("kind", { enum: ["instagram", "practice"] }).notNull(),
    platformUserId: text("platform_user_id").notNull(),
    username: text("username").notNull(),
    name: text("name").notNull(),
    state: text("state", { enum: ["connected", "needs-login", "disconnected"] }).notNull(),
    stateReason: text("state_reason"),
    tokenObtainedAt: integer("token_obtained_at").notNull(),
    tokenExpiresAt: integer("token_expires_at"),
    /** True until the first refresh of a pasted token: its age is not known, only that it lives 60 days at most. */
    tokenExpiryIsEstimate: integer("token_expiry_is_estimate", { mode: "boolean" }).notNull(),
    timeZone: text("time_zone").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("account_platform").on(table.kind, table.platformUserId),
    check("account_kind", sql`kind in ('instagram', 'practice')`),
    check("account_state", sql`state in ('connected', 'needs-login', 'disconnected')`),
  ],
);
export type AccountRow = typeof accountTable.$inferSelect;
