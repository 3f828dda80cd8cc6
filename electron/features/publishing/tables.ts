import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { createdAt, id, updatedAt } from "../../db/columns.ts";
import { accountTable } from "../accounts/tables.ts";
import { postTable } from "../posts/tables.ts";

/** What waits for her or is on its way. The outbox asks in these very words, so that the index of few rows answers. */
export const IS_OPEN =
  "((state not in ('published', 'cancelled') and dismissed_at is null) or (state = 'published' and ig_media_id is null))";

/** One attempt to put one post on one account. The row is what may have happened out there; `job` is only the next try. */
export const publicationTable = sqliteTable(
  "publication",
  {
    id: id(),
    postId: text("post_id")
      .notNull()
      .references(() => postTable.id),
    accountId: text("account_id")
      .notNull()
      .references(() => accountTable.id),
    occurrence: integer("occurrence").notNull(),
    state: text("state").notNull(),
    waitReason: text("wait_reason"),
    /** Grows with each claim; a writer whose fence is old updates no row. */
    fence: integer("fence").notNull(),
    /** When it goes out: the planned time and what pacing moved it by. */
    dueAt: integer("due_at").notNull(),
    /** How much later than planned, ms: fixed when it was scheduled. */
    jitterMs: integer("jitter_ms").notNull().default(0),
    wallTime: text("wall_time").notNull(),
    zone: text("zone").notNull(),
    scheduledAt: integer("scheduled_at").notNull(),
    nextWakeupAt: integer("next_wakeup_at"),
    /** What was frozen to be sent: digest over all of it, and the picture as rendered. */
    contentSha256: text("content_sha256"),
    imageSha256: text("image_sha256"),
    /** JSON of what is sent (`content.ts`). */
    content: text("content"),
    containerId: text("container_id"),
    containerCreatedAt: integer("container_created_at"),
    /** True from the intent on until a verdict: a publish call may have been made whose end is not proved. */
    isIntentOpen: integer("is_intent_open", { mode: "boolean" }).notNull(),
    /** JSON the machine keeps between steps of a reconcile. */
    evidence: text("evidence").notNull(),
    igMediaId: text("ig_media_id").unique(),
    permalink: text("permalink"),
    publishedAt: integer("published_at"),
    /** JSON of the problem shown to her. */
    problem: text("problem"),
    dismissedAt: integer("dismissed_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("publication_occurrence").on(table.postId, table.accountId, table.occurrence),
    index("publication_due").on(table.accountId, table.dueAt),
    index("publication_state_due").on(table.state, table.dueAt, table.id),
    index("publication_newest").on(table.dueAt, table.id),
    index("publication_open").on(table.dueAt, table.id).where(sql.raw(IS_OPEN)),
    index("publication_wakeup")
      .on(table.nextWakeupAt)
      .where(sql`next_wakeup_at is not null`),
    check(
      "publication_state",
      sql`state in ('scheduled', 'preparing', 'media-ready', 'creating-container', 'processing', 'ready', 'publishing', 'outcome-unknown', 'published', 'needs-you', 'missed', 'failed', 'cancelled')`,
    ),
  ],
);
export type PublicationRow = typeof publicationTable.$inferSelect;

/**
 * The containers of a carousel's items. Written before the call that makes one, so that none is made twice unseen; the parent's id
 * stands in its publication.
 */
export const containerTable = sqliteTable(
  "container",
  {
    publicationId: text("publication_id")
      .notNull()
      .references(() => publicationTable.id),
    position: integer("position").notNull(),
    /** Of the file it is made of. */
    mediaSha256: text("media_sha256").notNull(),
    state: text("state", { enum: ["asked", "uploading", "processing", "finished"] }).notNull(),
    containerId: text("container_id"),
    /** Where a video's bytes are sent, while they are. */
    uploadUri: text("upload_uri"),
    /** How often one was asked for. */
    made: integer("made").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.position] }),
    check("container_state", sql`state in ('asked', 'uploading', 'processing', 'finished')`),
  ],
);
export type ContainerRow = typeof containerTable.$inferSelect;

/** Everything done for a publication, in order. Triggers reject change and removal. */
export const attemptTable = sqliteTable(
  "attempt",
  {
    id: id(),
    publicationId: text("publication_id")
      .notNull()
      .references(() => publicationTable.id),
    at: integer("at").notNull(),
    step: text("step").notNull(),
    outcome: text("outcome").notNull(),
    fence: integer("fence").notNull(),
    containerId: text("container_id"),
    /** The server's clock at the time, by its `Date` header, epoch ms UTC. */
    serverAt: integer("server_at"),
    detail: text("detail").notNull(),
  },
  (table) => [
    index("attempt_publication").on(table.publicationId, table.id),
    check(
      "attempt_outcome",
      sql`outcome in ('intent', 'ok', 'refused', 'unknown', 'no-information')`,
    ),
  ],
);
export type AttemptRow = typeof attemptTable.$inferSelect;

/**
 * What is done once a post is out, as far as she asked for it. Written with the verdict that it is published, and each step before
 * its call. It cannot change its publication.
 */
export const afterworkTable = sqliteTable(
  "afterwork",
  {
    publicationId: text("publication_id")
      .notNull()
      .references(() => publicationTable.id),
    kind: text("kind", { enum: ["first-comment", "comments-off"] }).notNull(),
    state: text("state", { enum: ["waiting", "done", "given-up"] }).notNull(),
    nextAt: integer("next_at"),
    waitReason: text("wait_reason"),
    /** Failures in a row that may pass. */
    tries: integer("tries").notNull(),
    /** How often the comment was sent. */
    posts: integer("posts").notNull(),
    /** A comment may have been written whose end is not known. */
    isOpen: integer("is_open", { mode: "boolean" }).notNull(),
    /** How often it was looked for since, in vain. */
    looks: integer("looks").notNull(),
    /** What was answered last is final, unless it was written all the same. */
    isRefused: integer("is_refused", { mode: "boolean" }).notNull(),
    commentId: text("comment_id"),
    /** JSON of the problem shown to her. */
    problem: text("problem"),
    doneAt: integer("done_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.publicationId, table.kind] }),
    index("afterwork_waiting")
      .on(table.nextAt)
      .where(sql`state = 'waiting'`),
    check("afterwork_kind", sql`kind in ('first-comment', 'comments-off')`),
    check("afterwork_state", sql`state in ('waiting', 'done', 'given-up')`),
  ],
);
export type AfterworkRow = typeof afterworkTable.$inferSelect;
