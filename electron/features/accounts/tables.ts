import { sql } from "drizzle-orm";
import { check, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { createdAt, id, updatedAt } from "../../db/columns.ts";

/** An account and how it stands. Its token is in `secret`, sealed. */
export const accountTable = sqliteTable(
  "account",
  {
    id: id(),
    kind: text("kind", { enum: ["instagram", "practice"] }).notNull(),
    login: text("login", { enum: ["instagram", "facebook", "practice"] }).notNull(),
    /** The Facebook Page of a Facebook login. */
    pageId: text("page_id"),
    pageName: text("page_name"),
    platformUserId: text("platform_user_id").notNull(),
    username: text("username").notNull(),
    name: text("name").notNull(),
    state: text("state", { enum: ["connected", "needs-login", "disconnected"] }).notNull(),
    stateReason: text("state_reason"),
    /** JSON of `AccountTrouble`: Instagram holds the account back, and its queue stands still until she resumes. */
    trouble: text("trouble"),
    /** Grows with each token, so that a refusal of an older one is known for what it is. */
    tokenGeneration: integer("token_generation").notNull(),
    /** JSON list of the permissions the platform said it granted; null when it did not say. */
    scopes: text("scopes"),
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
    check("account_login", sql`login in ('instagram', 'facebook', 'practice')`),
    check("account_state", sql`state in ('connected', 'needs-login', 'disconnected')`),
  ],
);
export type AccountRow = typeof accountTable.$inferSelect;
