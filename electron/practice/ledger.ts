import { z } from "zod";

const at = z.number();
const Picture = z.object({ file: z.string(), width: z.number(), height: z.number() });
const Video = z.object({
  file: z.string(),
  bytes: z.number(),
  durationMs: z.number(),
  width: z.number(),
  height: z.number(),
  /** As the file's sample description names it: `avc1`, `hvc1`. */
  codec: z.string(),
});
export type Picture = z.infer<typeof Picture>;
export type Video = z.infer<typeof Video>;

/** What a container is to become; `child` is one part of a carousel and never stands alone. */
export const FORMATS = ["image", "carousel", "reel", "story", "child"] as const;

const Words = {
  format: z.enum(FORMATS).default("image"),
  caption: z.string().nullable(),
  altText: z.string().nullable(),
  isAiGenerated: z.boolean(),
  /** Every parameter as it came, but the token; of an address only that there was one. */
  received: z.record(z.string(), z.string()).default({}),
};

/** A post or one part of a carousel as it is shown. A video's picture is its still. */
const Shown = {
  /** Of the bytes that came, by address or by upload. Empty for a carousel: its children have theirs. */
  sha256: z.string(),
  picture: Picture,
  video: Video.nullable().default(null),
};

const Child = z.object({
  mediaId: z.string(),
  containerId: z.string(),
  altText: z.string().nullable(),
  received: z.record(z.string(), z.string()).default({}),
  ...Shown,
});

const Post = {
  mediaId: z.string(),
  platformUserId: z.string(),
  shortcode: z.string(),
  ...Words,
  ...Shown,
  children: z.array(Child).default([]),
};

/** One effect that this server executed. `at` is the server's own clock, epoch ms UTC. Tokens stand here as hashes. */
export const LedgerEntry = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("account"),
    at,
    platformUserId: z.string(),
    appScopedId: z.string(),
    username: z.string(),
    name: z.string(),
    login: z.enum(["instagram", "facebook"]).default("instagram"),
    accountType: z.enum(["BUSINESS", "MEDIA_CREATOR"]).default("BUSINESS"),
  }),
  /** A person's Facebook Page. */
  z.object({
    kind: z.literal("page"),
    at,
    pageId: z.string(),
    personId: z.string(),
    name: z.string(),
    /** The Instagram account linked to it; null without one. */
    platformUserId: z.string().nullable(),
  }),
  /** An app registered with Meta, under the id that one of the two logins knows it by. */
  z.object({
    kind: z.literal("app"),
    at,
    appId: z.string(),
    name: z.string(),
    login: z.enum(["instagram", "facebook"]),
    secretHash: z.string(),
    redirectUris: z.array(z.string()),
  }),
  z.object({
    kind: z.literal("token"),
    at,
    /** The holder's id: an Instagram account's, a person's or a Page's. */
    platformUserId: z.string(),
    holder: z.enum(["instagram", "person", "page"]).default("instagram"),
    hash: z.string(),
    /** Null: it has no end, as a Page's has none. */
    expiresAt: z.number().nullable(),
    isShortLived: z.boolean().default(false),
    /** Null: all that its sort can have. */
    permissions: z.array(z.string()).nullable().default(null),
    appId: z.string().nullable().default(null),
  }),
  z.object({
    kind: z.literal("token-death"),
    at,
    hash: z.string(),
    subcode: z.number().nullable(),
  }),
  z.object({
    kind: z.literal("container"),
    at,
    containerId: z.string(),
    platformUserId: z.string(),
    ...Words,
    sha256: z.string(),
    /** Null until the video is there, unless it has a cover. */
    picture: Picture.nullable(),
    /** How a video is to come; null for what needs none. */
    source: z.enum(["address", "upload"]).nullable().default(null),
    /** Containers of the children, in their order. */
    childIds: z.array(z.string()).default([]),
    processingMs: z.number().default(0),
    /** Null until the video is there. */
    readyAt: z.number().nullable(),
    /** Set when processing is to end in ERROR with this code. */
    failure: z.number().nullable(),
  }),
  /** Bytes of a resumable upload that were kept, of one request. */
  z.object({
    kind: z.literal("upload"),
    at,
    containerId: z.string(),
    offset: z.number(),
    bytes: z.number(),
  }),
  /** The whole video is there, or will never be: then `failure` says why. */
  z.object({
    kind: z.literal("arrival"),
    at,
    containerId: z.string(),
    sha256: z.string(),
    picture: Picture.nullable(),
    video: Video.nullable(),
    readyAt: z.number(),
    failure: z.number().nullable(),
    /** In words, for whoever reads this ledger; the platform says the code only. */
    detail: z.string().nullable(),
  }),
  z.object({ kind: z.literal("publish"), at, containerId: z.string(), ...Post }),
  z.object({ kind: z.literal("post-by-hand"), at, ...Post }),
  z.object({ kind: z.literal("delete"), at, mediaId: z.string() }),
  z.object({
    kind: z.literal("comment"),
    at,
    commentId: z.string(),
    mediaId: z.string(),
    parentId: z.string().nullable(),
    username: z.string(),
    text: z.string(),
    /** False: made in the app, by hand. */
    isByApi: z.boolean(),
  }),
  z.object({ kind: z.literal("comment-hidden"), at, commentId: z.string(), isHidden: z.boolean() }),
  z.object({ kind: z.literal("comment-deleted"), at, commentId: z.string() }),
  z.object({ kind: z.literal("comment-switch"), at, mediaId: z.string(), isEnabled: z.boolean() }),
  z.object({
    kind: z.literal("page-photo"),
    at,
    photoId: z.string(),
    pageId: z.string(),
    isPublished: z.boolean(),
    /** As its uploader wrote it; null without one. */
    caption: z.string().nullable().default(null),
    sha256: z.string(),
    images: z.array(Picture),
  }),
  z.object({ kind: z.literal("page-photo-deleted"), at, photoId: z.string() }),
]);
export type LedgerEntry = z.infer<typeof LedgerEntry>;
export type EntryOf<K extends LedgerEntry["kind"]> = Extract<LedgerEntry, { kind: K }>;
