import { z } from "zod";
import { Reading } from "./analytics.ts";
import { command, query } from "./define.ts";
import { Plan, PostFormat } from "./posts.ts";
import {
  Done,
  Id,
  Instant,
  MediaUrl,
  Nothing,
  PostStatus,
  Sha256,
  WallTime,
  Zone,
} from "./values.ts";

/** The life of one publication (docs/architecture.md, "Publishing"). Written before the call it describes. */
export const PublicationState = z.enum([
  "scheduled",
  "preparing",
  "media-ready",
  "creating-container",
  "processing",
  "ready",
  "publishing",
  "outcome-unknown",
  "published",
  "needs-you",
  "missed",
  "failed",
  "cancelled",
]);
export type PublicationState = z.infer<typeof PublicationState>;

/** Why a publication that is not finished stands still for now. */
export const WaitReason = z.enum([
  "offline",
  "login",
  /** Instagram holds the account back; she resumes it under Accounts. */
  "account",
  "quota",
  "rate-limit",
  "disk",
  "media-host",
  "paused",
  /** Late, and another late post of the account went out a moment ago. */
  "pacing",
  "settling",
  "retry",
]);
export type WaitReason = z.infer<typeof WaitReason>;

/** What went wrong, in her words: what happened, which rule or code, what to do, one button. */
export const Problem = z.object({
  what: z.string(),
  /** Such as `36003/2207009`; null when no platform code is behind it. */
  code: z.string().nullable(),
  todo: z.string(),
  button: z.enum([
    "retry",
    "publish-now",
    "reconnect",
    "see-account",
    "edit",
    "reschedule",
    "resolve",
    "none",
  ]),
  /** The platform's reply without secrets, one click away. */
  raw: z.string().nullable(),
});
export type Problem = z.infer<typeof Problem>;

export const Publication = z.object({
  id: Id,
  postId: Id,
  accountId: Id,
  title: z.string(),
  format: PostFormat,
  thumbnail: MediaUrl.nullable(),
  state: PublicationState,
  status: PostStatus,
  waitReason: WaitReason.nullable(),
  plan: Plan,
  /** When the app will look at it next; null when only she can move it. */
  nextWakeupAt: Instant.nullable(),
  publishedAt: Instant.nullable(),
  lateByMs: z.int().nullable(),
  igMediaId: z.string().nullable(),
  permalink: z.string().nullable(),
  problem: Problem.nullable(),
  /** For `needs-you`: the posts on the account that may be this one. */
  candidates: z.array(
    z.object({ igMediaId: z.string(), permalink: z.string().nullable(), postedAt: Instant }),
  ),
  updatedAt: Instant,
});
export type Publication = z.infer<typeof Publication>;

/** One thing done for a publication. Append-only. */
export const Attempt = z.object({
  id: Id,
  at: Instant,
  /** `host-media`, `create-container`, `read-container`, `publish`, `list-media`, `read-permalink`… */
  step: z.string(),
  /** `intent` is written before the publish call; the others after the call they describe. */
  outcome: z.enum(["intent", "ok", "refused", "unknown", "no-information"]),
  detail: z.string(),
});
export type Attempt = z.infer<typeof Attempt>;

/** One line of the audit log: who decided or did what, bound to the line before it by its digest. */
export const AuditLine = z.object({
  seq: z.int(),
  at: Instant,
  who: z.enum(["you", "app"]),
  /** `schedule`, `edit`, `freeze`, `publish`, `published`… */
  action: z.string(),
  digest: Sha256,
});
export type AuditLine = z.infer<typeof AuditLine>;

/** What she asked for besides the post, done once it is out. It never changes what is published. */
export const Afterwork = z.object({
  kind: z.enum(["first-comment", "comments-off"]),
  state: z.enum(["waiting", "done", "given-up"]),
  waitReason: WaitReason.nullable(),
  /** When the app will try next; null once it is over. */
  nextAt: Instant.nullable(),
  doneAt: Instant.nullable(),
  problem: Problem.nullable(),
});
export type Afterwork = z.infer<typeof Afterwork>;

/** Proof of one publication. */
export const Receipt = z.object({
  publication: Publication,
  username: z.string(),
  accountKind: z.enum(["instagram", "practice"]),
  scheduledAt: Instant,
  /** When it was to go out: the planned time, and what the account's pacing moved it by. */
  dueAt: Instant,
  jitterMs: z.int(),
  publishedAt: Instant.nullable(),
  containerId: z.string().nullable(),
  /** SHA-256 over everything that is sent: words, options, tags, and the digest of each file. */
  contentSha256: Sha256.nullable(),
  imageSha256: Sha256.nullable(),
  /** Each picture and video as frozen to be sent, in order; empty until then. Only a carousel's have containers of their own. */
  items: z.array(
    z.object({
      kind: z.enum(["picture", "video"]),
      sha256: Sha256.nullable(),
      containerId: z.string().nullable(),
    }),
  ),
  afterwork: z.array(Afterwork),
  /** Its figures at each age, in order; empty until it is out and known. */
  readings: z.array(Reading),
  attempts: z.array(Attempt),
  audit: z.array(AuditLine),
});
export type Receipt = z.infer<typeof Receipt>;

/** One post on one day. `publicationId` is null for a draft with a planned time. */
export const CalendarEntry = z.object({
  postId: Id,
  publicationId: Id.nullable(),
  accountId: Id,
  title: z.string(),
  format: PostFormat,
  plan: Plan,
  status: PostStatus,
  thumbnail: MediaUrl.nullable(),
});
export type CalendarEntry = z.infer<typeof CalendarEntry>;

/** The tray, the sidebar and the window title all show this. */
export const PublisherStatus = z.object({
  paused: z.boolean(),
  /** Soonest first, at most three. */
  next: z.array(CalendarEntry),
  publishing: z.int(),
  /** Failed, missed, unknown and needs-you together: what waits for her. */
  attention: z.int(),
  /** Due while the app was off or asleep, now `missed`: the "While you were away" list. */
  missed: z.int(),
});
export type PublisherStatus = z.infer<typeof PublisherStatus>;

/** One request to the platform as it will be sent. Secrets, and what only the platform or the media host can tell, are `{names}`. */
export const RehearsedCall = z.object({
  step: z.enum([
    "create-item",
    "create-container",
    "read-upload",
    "upload",
    "read-container",
    "read-limit",
    "list-posts",
    "publish",
    "read-post",
    "list-comments",
    "comment",
    "comments-off",
  ]),
  method: z.enum(["GET", "POST"]),
  /** The host's name, such as `graph.instagram.com`, with the port where it has one of its own. */
  host: z.string(),
  path: z.string(),
  /** In the order in which they are sent. */
  params: z.array(
    z.object({ place: z.enum(["header", "query", "form"]), name: z.string(), value: z.string() }),
  ),
  /** When, counted from the due time; negative before it. */
  fromDueMs: z.int(),
});
export type RehearsedCall = z.infer<typeof RehearsedCall>;

/** What a post will send when its time comes and nothing stands in the way, or why it cannot go out as it is. */
export const Rehearsal = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("calls"), calls: z.array(RehearsedCall) }),
  z.object({ kind: z.literal("refused"), reasons: z.array(z.string()) }),
]);
export type Rehearsal = z.infer<typeof Rehearsal>;

const Placed = z.strictObject({ postId: Id, wallTime: WallTime, zone: Zone });

export const publishing = {
  /** Entries with `fromAt <= plan.at < toAt`, in time order. */
  calendar: query(
    z.strictObject({ accountId: Id, fromAt: Instant, toAt: Instant }),
    z.array(CalendarEntry),
  ),
  /** Puts a post in the queue. Refused (`invalid-input`, the broken rules in words) when a rule says it cannot go out. */
  schedule: command(
    Placed,
    z.object({
      plan: Plan,
      publicationId: Id,
      /** `gap`: the clock skips that time that day and the plan is later; `overlap`: it comes twice and the first is meant. */
      shift: z.enum(["none", "gap", "overlap"]),
      /** Where the time breaks the account's own pace, in words. It is scheduled all the same. */
      warnings: z.array(z.string()),
    }),
  ),
  /** Moves a draft's or a scheduled post's time. `previous` is what undo puts back. */
  move: command(
    Placed,
    z.object({
      plan: Plan,
      previous: Plan,
      shift: z.enum(["none", "gap", "overlap"]),
      warnings: z.array(z.string()),
    }),
  ),
  /** Plans a draft for a day without promising to publish it; null takes the plan away. */
  plan: command(
    z.strictObject({
      postId: Id,
      plan: z.strictObject({ wallTime: WallTime, zone: Zone }).nullable(),
    }),
    Done,
  ),
  /** Back to a draft that keeps its planned time. `conflict` once the publish call may have been made. */
  unschedule: command(z.strictObject({ postId: Id }), Done),
  publishNow: command(z.strictObject({ postId: Id }), z.object({ publicationId: Id })),
  /** What waits for her and what is on its way first (soonest due first), then what is done (newest first). */
  outbox: query(
    z.strictObject({
      accountId: Id.optional(),
      cursor: z.string().max(200).optional(),
      limit: z.int().min(1).max(200).default(100),
    }),
    z.object({
      open: z.array(Publication),
      done: z.array(Publication),
      nextCursor: z.string().nullable(),
    }),
  ),
  receipt: query(z.strictObject({ publicationId: Id }), Receipt),
  /** The calls a post will make, in order. Nothing is sent or written. `conflict` once it may be out there. */
  rehearse: query(z.strictObject({ postId: Id }), Rehearsal),
  /** Writes the receipt where she says: `json` for machines, `page` to print. `saved`: the file's name; null when she changed her mind. */
  exportReceipt: command(
    z.strictObject({ publicationId: Id, as: z.enum(["json", "page"]) }),
    z.object({ saved: z.string().nullable() }),
  ),
  /** Her answer to `needs-you`: it is live (as this media), or it is not and may be sent again, or let it be. */
  resolve: command(
    z.strictObject({
      publicationId: Id,
      answer: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("live"), igMediaId: z.string().max(64) }),
        z.strictObject({ kind: z.literal("not-live") }),
        z.strictObject({ kind: z.literal("drop") }),
      ]),
    }),
    Done,
  ),
  /** Failed or missed: try again now. The platform is asked first whether anything went out before. */
  retry: command(z.strictObject({ publicationId: Id }), Done),
  /** A first comment or a switch for comments that was given up: once more. `conflict` where there is none. */
  retryAfterwork: command(z.strictObject({ publicationId: Id, kind: Afterwork.shape.kind }), Done),
  /** Failed or missed: leave it. It stays in the outbox's history. */
  dismiss: command(z.strictObject({ publicationId: Id }), Done),
  status: query(Nothing, PublisherStatus),
  /** Survives a restart. While paused nothing is sent. */
  setPaused: command(z.strictObject({ paused: z.boolean() }), PublisherStatus),
  /** Opens the post on the platform in the browser. */
  openPermalink: command(z.strictObject({ publicationId: Id }), Done),
};
