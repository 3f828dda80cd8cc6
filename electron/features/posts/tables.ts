import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { createdAt, id, updatedAt } from "../../db/columns.ts";
import { accountTable } from "../accounts/tables.ts";
import { mediaTable } from "../media/tables.ts";

/** What she writes. Whether and when it goes out is in `publication`. */
export const postTable = sqliteTable(
  "post",
  {
    id: id(),
    accountId: text("account_id")
      .notNull()
      .references(() => accountTable.id),
    caption: text("caption").notNull(),
    format: text("format", { enum: ["image", "carousel", "reel", "story"] })
      .notNull()
      .default("image"),
    /** JSON of the contract's `PostOptions`; what is missing is as in `PLAIN_OPTIONS`. */
    options: text("options").notNull().default("{}"),
    /** Wall-clock intent, its zone and the instant they resolve to; null together: no plan. */
    planWallTime: text("plan_wall_time"),
    planZone: text("plan_zone"),
    planAt: integer("plan_at"),
    version: integer("version").notNull(),
    removedAt: integer("removed_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("post_plan").on(table.accountId, table.planAt),
    index("post_newest").on(table.accountId, table.updatedAt),
  ],
);
export type PostRow = typeof postTable.$inferSelect;

/** The pictures of a post, in order. */
export const postMediaTable = sqliteTable(
  "post_media",
  {
    postId: text("post_id")
      .notNull()
      .references(() => postTable.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    mediaId: text("media_id")
      .notNull()
      .references(() => mediaTable.id),
    altText: text("alt_text").notNull(),
    cropAspect: text("crop_aspect", {
      enum: ["original", "4:5", "1:1", "1.91:1", "9:16"],
    }).notNull(),
    cropX: real("crop_x").notNull(),
    cropY: real("crop_y").notNull(),
    /** JSON: who and what is tagged in it. */
    userTags: text("user_tags").notNull().default("[]"),
    productTags: text("product_tags").notNull().default("[]"),
  },
  (table) => [
    primaryKey({ columns: [table.postId, table.position] }),
    index("post_media_media").on(table.mediaId),
  ],
);
export type PostMediaRow = typeof postMediaTable.$inferSelect;
