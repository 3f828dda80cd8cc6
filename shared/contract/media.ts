import { z } from "zod";
import { command, query } from "./define.ts";
import { Done, Id, Instant, MediaUrl, Nothing } from "./values.ts";

/** What was done to a file on its way in; each has a sentence in the renderer. */
export const ImportNote = z.enum([
  "converted-heic",
  "converted-avif",
  "converted-png",
  "converted-webp",
  "converted-gif-first-frame",
  "first-of-several",
  "converted-tiff",
  "converted-cmyk",
  "converted-16-bit",
  "converted-profile",
  "flattened-transparency",
  "hdr-gain-map-dropped",
  "turned-upright",
  "scaled-down",
  "location-removed",
]);
export type ImportNote = z.infer<typeof ImportNote>;

/** Why a file was refused; the sentence beside it is for her, this is for the screen and the tests. */
export const ImportRefusal = z.enum([
  "empty",
  "too-large",
  "too-many-pixels",
  "too-small",
  "unreadable",
  "truncated",
  "unsupported-format",
  "video",
  "not-a-picture",
]);
export type ImportRefusal = z.infer<typeof ImportRefusal>;

export const Media = z.object({
  id: Id,
  name: z.string(),
  /** Of the prepared JPEG, upright. */
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  /** What the file was, by its bytes: `jpeg`, `heic`, `png`… */
  sourceFormat: z.string(),
  notes: z.array(ImportNote),
  altText: z.string(),
  importedAt: Instant,
  /** How many posts use it. */
  usedCount: z.int(),
  thumbnail: MediaUrl,
  picture: MediaUrl,
});
export type Media = z.infer<typeof Media>;

export const ImportResult = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("imported"), name: z.string(), media: Media }),
  z.object({ outcome: z.literal("duplicate"), name: z.string(), media: Media }),
  z.object({
    outcome: z.literal("refused"),
    name: z.string(),
    refusal: ImportRefusal,
    reason: z.string(),
  }),
]);
export type ImportResult = z.infer<typeof ImportResult>;

export const media = {
  /** Newest first, by keyset. `cursor` is the last page's `nextCursor`. */
  list: query(
    z.strictObject({
      search: z.string().max(200).optional(),
      only: z.enum(["unused", "used"]).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.int().min(1).max(200).default(100),
    }),
    z.object({ items: z.array(Media), nextCursor: z.string().nullable(), total: z.int() }),
  ),
  get: query(z.strictObject({ id: Id }), Media),
  /** One dropped or pasted file. Bytes, not a path: a path from a screen is never opened. At most 100 MiB. */
  import: command(
    z.strictObject({
      name: z.string().min(1).max(255),
      bytes: z.instanceof(Uint8Array<ArrayBufferLike>),
    }),
    ImportResult,
  ),
  /** Asks for files with the system's dialog. Each `ticket` is good for one `importPicked`. */
  pick: command(Nothing, z.object({ files: z.array(z.object({ ticket: Id, name: z.string() })) })),
  importPicked: command(z.strictObject({ ticket: Id }), ImportResult),
  setAltText: command(z.strictObject({ id: Id, altText: z.string().max(1000) }), Media),
  /** Takes pictures out of the library; `conflict` names those a post still uses, and nothing is removed. */
  remove: command(z.strictObject({ ids: z.array(Id).min(1).max(200) }), Done),
  /** Undo of `remove`. */
  restore: command(z.strictObject({ ids: z.array(Id).min(1).max(200) }), Done),
  /** The S3-compatible media host's key pair, kept in the keychain; empty strings forget it. */
  setHostKey: command(
    z.strictObject({ accessKeyId: z.string().max(256), secretAccessKey: z.string().max(256) }),
    Done,
  ),
  /** Whether a real account's pictures have a place to stand while Instagram fetches them. */
  host: query(Nothing, z.object({ isSetUp: z.boolean(), hasKey: z.boolean() })),
  /** Puts a small picture on the media host, fetches it the way Instagram would, removes it. */
  checkHost: command(Nothing, z.object({ ok: z.boolean(), message: z.string() })),
};
