import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id } from "../../db/columns.ts";

/** A picture or video in the library. Its files stand in the content-addressed store, named by the digests here. */
export const mediaTable = sqliteTable(
  "media",
  {
    id: id(),
    kind: text("kind", { enum: ["picture", "video"] }).notNull(),
    name: text("name").notNull(),
    /** SHA-256 of the file as dropped in; the same file again is a duplicate. */
    originalSha256: text("original_sha256").notNull().unique(),
    /** The JPEG of a picture, the MP4 of a video. */
    preparedSha256: text("prepared_sha256").notNull(),
    /** A video's poster as JPEG; null for pictures, and until a screen has drawn one. */
    posterSha256: text("poster_sha256"),
    thumbnailSha256: text("thumbnail_sha256").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    bytes: integer("bytes").notNull(),
    sourceFormat: text("source_format").notNull(),
    /** JSON of `VideoFacts`; null for pictures. */
    video: text("video"),
    /** JSON array of import notes. */
    notes: text("notes").notNull(),
    altText: text("alt_text").notNull(),
    importedAt: integer("imported_at").notNull(),
    /** Taken out of the library; the row stays for posts that used it and for undo. */
    removedAt: integer("removed_at"),
  },
  (table) => [index("media_newest").on(table.importedAt, table.id)],
);
export type MediaRow = typeof mediaTable.$inferSelect;

/** A file on the S3-compatible host: written before it is put there, gone once it is removed, so that a crash leaves no file unknown. */
export const hostedObjectTable = sqliteTable("hosted_object", {
  key: text("key").primaryKey(),
  /** Endpoint and bucket, as set when it was put there; or the Facebook Page. */
  place: text("place").notNull(),
  /** What the place itself calls it, where that is not the key: a photo's id on a Page. Null until it has told. */
  ref: text("ref"),
  /** When it was put, then when its link was signed: the link's life counts from here. */
  hostedAt: integer("hosted_at").notNull(),
});
export type HostedObjectRow = typeof hostedObjectTable.$inferSelect;
