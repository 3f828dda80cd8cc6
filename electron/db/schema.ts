/** Every table of the app: what drizzle-kit generates migrations from. */
export * from "../features/accounts/tables.ts";
export * from "../features/analytics/tables.ts";
export * from "../features/media/tables.ts";
export * from "../features/pacing/tables.ts";
export * from "../features/posts/tables.ts";
export * from "../features/publishing/tables.ts";
export * from "../features/settings/tables.ts";
export * from "../graph/tables.ts";
export * from "../jobs/tables.ts";
export * from "../lib/tables.ts";
