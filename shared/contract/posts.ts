import { z } from "zod";
import { command, query } from "./define.ts";
import { Done, Id, Instant, MediaUrl, PostStatus, WallTime, Zone } from "./values.ts";

/** Non-destructive: which part of the prepared picture is sent. `x`,`y` in 0–1 place the window inside the free space. */
export const Crop = z.strictObject({
  aspect: z.enum(["original", "4:5", "1:1", "1.91:1"]),
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
});
export type Crop = z.infer<typeof Crop>;

export const PostMedia = z.strictObject({ mediaId: Id, altText: z.string().max(4000), crop: Crop });
export type PostMedia = z.infer<typeof PostMedia>;

/** When she means it to go out: wall-clock intent in a zone, and the instant that is. */
export const Plan = z.object({ wallTime: WallTime, zone: Zone, at: Instant });
export type Plan = z.infer<typeof Plan>;

/** What she writes. Captions longer than Instagram takes are kept while she edits: the rules say so, nothing is cut. */
export const Post = z.object({
  id: Id,
  accountId: Id,
  /** The first line of the caption, or of the picture's name: what lists call this post. */
  title: z.string(),
  caption: z.string(),
  media: z.array(PostMedia),
  plan: Plan.nullable(),
  status: PostStatus,
  /** The publication that decides `status`; null for a draft. */
  publicationId: Id.nullable(),
  /** Grows with each saved change. */
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Post = z.infer<typeof Post>;

export const PostPatch = z.strictObject({
  caption: z.string().max(20_000).optional(),
  media: z.array(PostMedia).max(20).optional(),
  accountId: Id.optional(),
});

export const posts = {
  get: query(z.strictObject({ id: Id }), Post),
  /** Drafts without a planned day, newest first: the calendar shows the others. */
  drafts: query(
    z.strictObject({ accountId: Id }),
    z.array(
      z.object({ id: Id, title: z.string(), thumbnail: MediaUrl.nullable(), updatedAt: Instant }),
    ),
  ),
  create: command(
    z.strictObject({
      accountId: Id,
      caption: z.string().max(20_000).default(""),
      mediaIds: z.array(Id).max(20).default([]),
      plan: z.strictObject({ wallTime: WallTime, zone: Zone }).optional(),
    }),
    Post,
  ),
  /** Saves what changed, at once. `conflict` while it is being published, and after: a published post is a fact. */
  save: command(z.strictObject({ id: Id, patch: PostPatch }), Post),
  duplicate: command(z.strictObject({ id: Id }), Post),
  remove: command(z.strictObject({ id: Id }), Done),
  /** Undo of `remove`. */
  restore: command(z.strictObject({ id: Id }), Post),
};
