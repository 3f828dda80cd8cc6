import { z } from "zod";
import type { VideoFacts } from "../rules/video.ts";
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
  "remuxed",
  "starts-earlier",
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

/** What is known of a video; the rules judge it (`shared/rules/video.ts` says what each means). */
export const Video = z.object({
  container: z.enum(["mp4", "mov"]),
  bytes: z.int(),
  width: z.int(),
  height: z.int(),
  durationMs: z.int(),
  frameRate: z.number(),
  codec: z.string(),
  chroma: z.string().nullable(),
  bitDepth: z.int().nullable(),
  isInterlaced: z.boolean(),
  hasOpenGop: z.boolean(),
  bitRate: z.int().nullable(),
  audioCodec: z.string().nullable(),
  audioChannels: z.int().nullable(),
  audioSampleRate: z.int().nullable(),
  audioBitRate: z.int().nullable(),
  hasFastStart: z.boolean(),
  hasEditList: z.boolean(),
}) satisfies z.ZodType<VideoFacts>;

export const Media = z.object({
  id: Id,
  kind: z.enum(["picture", "video"]),
  name: z.string(),
  /** Of the prepared JPEG or MP4, upright. */
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
  /** Of a video: its poster, a drawn sign until there is one. */
  picture: MediaUrl,
  /** What is sent: the JPEG of a picture, the MP4 of a video. */
  file: MediaUrl,
  video: Video.nullable(),
  /** False for a video of which no frame has been drawn yet; always true for a picture. */
  hasPoster: z.boolean(),
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

export const MediaHost = z.object({
  /** `page`: the account's own Facebook Page, where its pictures stand as photos that are not published. */
  kind: z.enum(["object-host", "page"]),
  isSetUp: z.boolean(),
  hasKey: z.boolean(),
  /** The last use since the app was started, by a check or a post; null before, and after the place or key changed. */
  lastTried: z
    .object({
      at: Instant,
      ok: z.boolean(),
      message: z.string(),
      by: z.enum(["check", "post"]),
    })
    .nullable(),
  /** Files whose time is over and which could not be removed yet, by endpoint and bucket, or `facebook-page:<id>`. */
  leftovers: z.array(z.object({ place: z.string(), count: z.int(), isElsewhere: z.boolean() })),
});
export type MediaHost = z.infer<typeof MediaHost>;

export const media = {
  /** Newest first, by keyset. `cursor` is the last page's `nextCursor`. */
  list: query(
    z.strictObject({
      search: z.string().max(200).optional(),
      only: z.enum(["unused", "used"]).optional(),
      kind: z.enum(["picture", "video"]).optional(),
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
  /**
   * A dropped file too large for one message, such as a video: begin, append its bytes in order, finish. One that is left
   * alone for ten minutes is given up. `size` in bytes; more than Instagram takes of any file is refused at once.
   */
  beginImport: command(
    z.strictObject({ name: z.string().min(1).max(255), size: z.int().nonnegative() }),
    z.object({ upload: Id }),
  ),
  appendImport: command(
    z.strictObject({ upload: Id, bytes: z.instanceof(Uint8Array<ArrayBufferLike>) }),
    Done,
  ),
  finishImport: command(z.strictObject({ upload: Id }), ImportResult),
  /** A frame of a video, drawn by a screen, as JPEG or PNG: becomes its poster and thumbnail. */
  setPoster: command(
    z.strictObject({ id: Id, bytes: z.instanceof(Uint8Array<ArrayBufferLike>) }),
    Media,
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
  /** Whether a real account's pictures have a place to stand while Instagram fetches them, and how it did: this account's, or the S3-compatible host. */
  host: query(z.strictObject({ accountId: Id.optional() }), MediaHost),
  /** She has removed by hand what stood at places that are not set up any more. `invalid-input` without a host. */
  forgetLeftovers: command(Nothing, Done),
  /** Puts a small picture on the media host, fetches it the way Instagram would, removes it. */
  checkHost: command(
    z.strictObject({ accountId: Id.optional() }),
    z.object({ ok: z.boolean(), message: z.string() }),
  ),
};
