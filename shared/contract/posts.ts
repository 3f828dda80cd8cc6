import { z } from "zod";
import { normaliseHandle } from "../rules/handle.ts";
import { command, query } from "./define.ts";
import { Done, Id, Instant, MediaUrl, PostStatus, WallTime, Zone } from "./values.ts";

/** Non-destructive: which part of the prepared picture is sent. `x`,`y` in 0–1 place the window inside the free space. */
export const Crop = z.strictObject({
  /** `9:16` is for stories: the feed does not take it. */
  aspect: z.enum(["original", "4:5", "1:1", "1.91:1", "9:16"]),
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
});
export type Crop = z.infer<typeof Crop>;

/** What she makes of her pictures and videos. A story of several items is several stories. */
export const PostFormat = z.enum(["image", "carousel", "reel", "story"]);
export type PostFormat = z.infer<typeof PostFormat>;

/** An account's name as she types or pastes it; kept without `@`, in lower case. The rules say whether it can be one. */
const Handle = z.string().max(200).overwrite(normaliseHandle);
/** Where a tag stands in the picture, 0–1 from the left and the top; null where the format takes no place. */
const Place = z.number().min(0).max(1).nullable().default(null);
export const UserTag = z.strictObject({ username: Handle, x: Place, y: Place });
export type UserTag = z.infer<typeof UserTag>;
export const ProductTag = z.strictObject({ productId: z.string().max(64), x: Place, y: Place });
export type ProductTag = z.infer<typeof ProductTag>;

/** One picture or video of a post. A video is sent whole: its crop says nothing. */
export const PostMedia = z.strictObject({
  mediaId: Id,
  altText: z.string().max(4000),
  crop: Crop,
  userTags: z.array(UserTag).max(100).default([]),
  productTags: z.array(ProductTag).max(100).default([]),
});
export type PostMedia = z.infer<typeof PostMedia>;

/** What a reel shows before it plays: one of its frames, or a picture of the library. */
export const Cover = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("frame"), offsetMs: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal("picture"), mediaId: Id }),
]);
export type Cover = z.infer<typeof Cover>;

/** Everything else that may go with a post. Which of it a format and a login can send: `shared/rules/fields.ts`. */
export const PostOptions = z.strictObject({
  /** A Facebook Page that has a place. */
  locationId: z.string().max(64).nullable(),
  collaborators: z.array(Handle).max(20),
  isPaidPartnership: z.boolean(),
  /** Instagram user ids of the brands that pay. */
  sponsorIds: z.array(z.string().max(64)).max(20),
  isAiGenerated: z.boolean(),
  /** Null: the reel's first frame. */
  cover: Cover.nullable(),
  /** False: a reel stands in the Reels tab only. */
  shareToFeed: z.boolean(),
  /** What a reel's own sound is called; null leaves it to Instagram. */
  audioName: z.string().max(400).nullable(),
  /** A trial reel is shown to strangers first, and to followers by her hand or when it does well. */
  trial: z.enum(["MANUAL", "SS_PERFORMANCE"]).nullable(),
  /** Written under the post once it is out; empty for none. */
  firstComment: z.string().max(20_000),
  /** False: comments are switched off once the post is out. */
  commentsEnabled: z.boolean(),
});
export type PostOptions = z.infer<typeof PostOptions>;

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
  format: PostFormat,
  media: z.array(PostMedia),
  options: PostOptions,
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
  format: PostFormat.optional(),
  media: z.array(PostMedia).max(20).optional(),
  /** Only what changed: the others stay. */
  options: PostOptions.partial().optional(),
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
      format: PostFormat.default("image"),
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
