import { z } from "zod";
import { query } from "./define.ts";
import { PostFormat } from "./posts.ts";
import { Id, Instant, MediaUrl } from "./values.ts";

/** How old a post is when its figures are read: a story once, within its day; all others four times. */
export const ReadingAge = z.enum(["1h", "23h", "24h", "7d", "28d"]);
export type ReadingAge = z.infer<typeof ReadingAge>;

/** One number as Instagram told it, never worked on. */
export const Figure = z.object({
  /** Instagram's own name for it, such as `reach` or `saved`. */
  metric: z.string(),
  /** A part of it, such as `tap_forward` of `navigation`; null for the whole. */
  part: z.string().nullable(),
  value: z.number(),
});
export type Figure = z.infer<typeof Figure>;

/** Why a reading that is due stands still for now. */
export const ReadingWait = z.enum([
  "offline",
  "login",
  /** Instagram holds the account back; she resumes it under Accounts. */
  "account",
  /** This login may not read figures. */
  "permission",
  "rate-limit",
  "retry",
]);
export type ReadingWait = z.infer<typeof ReadingWait>;

/** A post's figures at one age: taken once, or the reason why there are none. It never changes what is published. */
export const Reading = z.object({
  age: ReadingAge,
  state: z.enum([
    "waiting",
    "taken",
    /** Asked in time; Instagram had nothing to tell. */
    "empty",
    /** The next one was due before it could be taken: a figure of another age is not this one. */
    "missed",
    /** A story's day was over. */
    "too-late",
    /** The post is not on the account any more. */
    "gone",
    "given-up",
  ]),
  dueAt: Instant,
  /** When the app asks next; null once it is over. */
  nextAt: Instant.nullable(),
  waitReason: ReadingWait.nullable(),
  /** By Instagram's clock, where it was told. */
  askedAt: Instant.nullable(),
  /** How old the post really was then, ms. */
  ageMs: z.int().nullable(),
  /** Asked so long after its time that it is no figure of that age. */
  isLate: z.boolean(),
  figures: z.array(Figure),
  /** Metrics that belong to such a post and were not told, with the reason. */
  dropped: z.array(z.object({ metric: z.string(), why: z.string() })),
  /** What there is to say, in words: why it waits, why there are no figures, how late it is. */
  note: z.string().nullable(),
  /** Instagram's code behind it. */
  code: z.string().nullable(),
});
export type Reading = z.infer<typeof Reading>;

/** A published post with all its readings, in the order of their ages. */
export const PostReadings = z.object({
  publicationId: Id,
  postId: Id,
  title: z.string(),
  format: PostFormat,
  thumbnail: MediaUrl.nullable(),
  permalink: z.string().nullable(),
  publishedAt: Instant,
  readings: z.array(Reading),
});
export type PostReadings = z.infer<typeof PostReadings>;

export const analytics = {
  /** The account's posts published in a span (`fromAt <= publishedAt < toAt`) whose figures are read, newest first. */
  posts: query(
    z.strictObject({
      accountId: Id,
      fromAt: Instant,
      toAt: Instant,
      cursor: z.string().max(200).optional(),
      limit: z.int().min(1).max(100).default(50),
    }),
    z.object({ posts: z.array(PostReadings), nextCursor: z.string().nullable() }),
  ),
};
