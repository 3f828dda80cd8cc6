import { and, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { PublicationState, WaitReason } from "../../../shared/contract/publishing.ts";
import type { PostFormat } from "../../../shared/contract/posts.ts";
import type { Db } from "../../db/db.ts";
import { accountTable } from "../accounts/tables.ts";
import { mediaTable } from "../media/tables.ts";
import { postMediaTable, postTable } from "../posts/tables.ts";
import {
  attemptTable,
  IS_OPEN,
  publicationTable,
  type AttemptRow,
  type PublicationRow,
} from "./tables.ts";

export type PublicationChange = Partial<Omit<PublicationRow, "id" | "postId" | "occurrence">>;

export function findPublication(db: Db, id: string): PublicationRow | undefined {
  return db.select().from(publicationTable).where(eq(publicationTable.id, id)).get();
}

/** States in which the app works on a publication and nothing is in doubt. */
export const UNDER_WAY =
  "('preparing', 'media-ready', 'creating-container', 'processing', 'ready', 'publishing')";

/** The publication that decides a post's status. */
export function findLatest(db: Db, postId: string): PublicationRow | undefined {
  return db
    .select()
    .from(publicationTable)
    .where(eq(publicationTable.postId, postId))
    .orderBy(sql`occurrence desc`)
    .limit(1)
    .get();
}

/** Which version of a post stands there now. */
export function findPostVersion(db: Db, postId: string): number | undefined {
  const select = "select version from post where id = ?";
  return db.$client.prepare<[string], number>(select).pluck().get(postId);
}

export function insertPublication(tx: Db, row: PublicationRow): void {
  tx.insert(publicationTable).values(row).run();
}

/** Changes a row only if it still is what the writer read: false means that someone else has it now, and to stop. */
export function updateIfUnmoved(
  tx: Db,
  read: Pick<PublicationRow, "id" | "state" | "fence">,
  change: PublicationChange,
): boolean {
  const { changes } = tx
    .update(publicationTable)
    .set(change)
    .where(
      and(
        eq(publicationTable.id, read.id),
        eq(publicationTable.state, read.state),
        eq(publicationTable.fence, read.fence),
      ),
    )
    .run();
  return changes === 1;
}

export function insertAttempt(tx: Db, attempt: AttemptRow): void {
  tx.insert(attemptTable).values(attempt).run();
}

/** In the order they were written. */
export function listAttempts(db: Db, publicationId: string): readonly AttemptRow[] {
  return db
    .select()
    .from(attemptTable)
    .where(eq(attemptTable.publicationId, publicationId))
    .orderBy(sql`rowid`)
    .all();
}

/** True when the newest word on publishing is an intent: no verdict on it, so no second call. By the attempts themselves. */
export function hasUnprovedIntent(db: Db, publicationId: string): boolean {
  const last = db.$client
    .prepare<[string], { outcome: string }>(
      `select outcome from attempt where publication_id = ?
         and ((step = 'publish' and outcome = 'intent') or step = 'verdict')
       order by rowid desc limit 1`,
    )
    .get(publicationId);
  return last?.outcome === "intent";
}

/** Whether a publish call may ever have been made for it. */
export function hasIntent(db: Db, publicationId: string): boolean {
  const found = db.$client
    .prepare("select 1 from attempt where publication_id = ? and outcome = 'intent' limit 1")
    .get(publicationId);
  return found !== undefined;
}

/** Which of these posts on the platform are known to be another publication's. */
export function findBoundIds(
  db: Db,
  igMediaIds: readonly string[],
  exceptId: string,
): readonly string[] {
  return db.$client
    .prepare<[string, string], { id: string }>(
      `select ig_media_id id from publication
        where ig_media_id in (select value from json_each(?)) and id <> ?`,
    )
    .all(JSON.stringify(igMediaIds), exceptId)
    .map((row) => row.id);
}

/** A post's planned time; null takes it away. Planning is no writing: the version stays. */
export function setPostPlan(
  tx: Db,
  postId: string,
  plan: { readonly wallTime: string; readonly zone: string; readonly at: number } | null,
): void {
  tx.update(postTable)
    .set({
      planWallTime: plan?.wallTime ?? null,
      planZone: plan?.zone ?? null,
      planAt: plan?.at ?? null,
    })
    .where(eq(postTable.id, postId))
    .run();
}

/** What a receipt says of the account, also of one that is disconnected by now. */
export function findReceiptAccount(db: Db, accountId: string) {
  return db
    .select({ username: accountTable.username, kind: accountTable.kind })
    .from(accountTable)
    .where(eq(accountTable.id, accountId))
    .get();
}

/** A publication with what lists show of its post. */
export type ShownRow = PublicationRow & {
  readonly format: PostFormat;
  readonly caption: string;
  readonly mediaId: string | null;
  readonly mediaName: string | null;
};

/** One post on one day, with its latest publication. */
export type CalendarRow = {
  readonly postId: string;
  readonly format: PostFormat;
  readonly accountId: string;
  readonly caption: string;
  readonly wallTime: string;
  readonly zone: string;
  readonly at: number;
  readonly publicationId: string | null;
  readonly state: PublicationState | null;
  readonly waitReason: WaitReason | null;
  readonly dismissedAt: number | null;
  readonly mediaId: string | null;
  readonly mediaName: string | null;
};

export type StateCounts = {
  readonly publishing: number;
  readonly attention: number;
  readonly missed: number;
};

const shown = {
  publication: publicationTable,
  format: postTable.format,
  // Lists need the first line; captions may be long.
  caption: sql<string>`substr(${postTable.caption}, 1, 400)`,
  mediaId: postMediaTable.mediaId,
  mediaName: mediaTable.name,
};

type Shown = { readonly where: SQL | undefined; readonly limit: number; readonly order: SQL };

function selectShown(db: Db, { where, limit, order }: Shown): readonly ShownRow[] {
  return db
    .select(shown)
    .from(publicationTable)
    .innerJoin(postTable, eq(postTable.id, publicationTable.postId))
    .leftJoin(
      postMediaTable,
      and(eq(postMediaTable.postId, postTable.id), eq(postMediaTable.position, 0)),
    )
    .leftJoin(mediaTable, eq(mediaTable.id, postMediaTable.mediaId))
    .where(where)
    .orderBy(order)
    .limit(limit)
    .all()
    .map(({ publication, ...rest }): ShownRow => ({ ...publication, ...rest }));
}

const SOONEST = sql`publication.due_at, publication.id`;
const NEWEST = sql`publication.due_at desc, publication.id desc`;

export function listShown(db: Db, ids: readonly string[]): readonly ShownRow[] {
  const where = inArray(publicationTable.id, [...ids]);
  return selectShown(db, { where, limit: ids.length, order: SOONEST });
}

const STOPPED_OPEN = "(state in ('missed', 'failed') and dismissed_at is null)";

/** What waits for her and what is on its way, soonest due first. */
export function listOpen(db: Db, accountId: string | undefined): readonly ShownRow[] {
  const isOpen = sql.raw(IS_OPEN);
  const where = and(isOpen, ofAccount(accountId));
  return selectShown(db, { where, limit: 1000, order: SOONEST });
}

/** What waits for her alone, soonest due first. */
export function listAttention(db: Db): readonly ShownRow[] {
  const states = ["needs-you", "outcome-unknown", "missed", "failed"];
  const where = and(inArray(publicationTable.state, states), isNull(publicationTable.dismissedAt));
  return selectShown(db, { where, limit: 100, order: SOONEST });
}

/** What is done, newest due first, by keyset in row-value form: the OR form does not use the index. */
export function listDone(
  db: Db,
  accountId: string | undefined,
  page: { readonly before: readonly [dueAt: number, id: string]; readonly limit: number },
): readonly ShownRow[] {
  const isDone = sql.raw(
    `((state = 'published' and ig_media_id is not null) or dismissed_at is not null)`,
  );
  const isBefore = sql`(publication.due_at, publication.id) < (${page.before[0]}, ${page.before[1]})`;
  const where = and(isDone, isBefore, ofAccount(accountId));
  return selectShown(db, { where, limit: page.limit, order: NEWEST });
}

function ofAccount(accountId: string | undefined): SQL | undefined {
  return accountId === undefined ? undefined : eq(publicationTable.accountId, accountId);
}

const CALENDAR = `
  select p.id postId, p.format, p.account_id accountId, substr(p.caption, 1, 400) caption,
    p.plan_wall_time wallTime, p.plan_zone zone, p.plan_at at,
    u.id publicationId, u.state, u.wait_reason waitReason, u.dismissed_at dismissedAt,
    m.id mediaId, m.name mediaName`;
const WITH_PICTURE = `
  left join post_media pm on pm.post_id = p.id and pm.position = 0
  left join media m on m.id = pm.media_id`;

/** Posts planned from `fromAt` up to and without `toAt`, in time order. */
export function listCalendar(
  db: Db,
  span: { readonly accountId: string; readonly fromAt: number; readonly toAt: number },
): readonly CalendarRow[] {
  return db.$client
    .prepare<[string, number, number], CalendarRow>(
      `${CALENDAR}
       from post p
       left join publication u on u.id =
         (select id from publication where post_id = p.id order by occurrence desc limit 1)
       ${WITH_PICTURE}
       where p.account_id = ? and p.plan_at >= ? and p.plan_at < ? and p.removed_at is null
       order by p.plan_at, p.id`,
    )
    .all(span.accountId, span.fromAt, span.toAt);
}

/** What goes out next, soonest first. */
export function listNext(db: Db, limit: number): readonly CalendarRow[] {
  return db.$client
    .prepare<[number], CalendarRow>(
      `${CALENDAR}
       from (select * from publication where state = 'scheduled' order by due_at, id limit ?) u
       join post p on p.id = u.post_id
       ${WITH_PICTURE}
       order by u.due_at, u.id`,
    )
    .all(limit);
}

export function countStates(db: Db): StateCounts {
  const row = db.$client
    .prepare<[], StateCounts>(
      `select
         count(*) filter (where state in ${UNDER_WAY}) publishing,
         count(*) filter (where state in ('needs-you', 'outcome-unknown') or ${STOPPED_OPEN}) attention,
         count(*) filter (where state = 'missed' and dismissed_at is null) missed
       from publication where state in ('preparing', 'media-ready', 'creating-container', 'processing', 'ready', 'publishing',
         'outcome-unknown', 'needs-you', 'missed', 'failed')`,
    )
    .get();
  return row ?? { publishing: 0, attention: 0, missed: 0 };
}

/** When the next post scheduled for `fromAt` or later is due, epoch ms; null when there is none. */
export function findNextDueAt(db: Db, fromAt: number): number | null {
  const row = db.$client
    .prepare<[number], { at: number | null }>(
      "select min(due_at) at from publication where state = 'scheduled' and due_at >= ?",
    )
    .get(fromAt);
  return row?.at ?? null;
}

/** Whether a publish call is out just now. */
export function hasSending(db: Db): boolean {
  return (
    db.$client.prepare("select 1 from publication where state = 'publishing' limit 1").get() !==
    undefined
  );
}

/** Whether anything is on its way just now, and not standing still. */
export function hasMoving(db: Db): boolean {
  const found = db.$client
    .prepare(
      `select 1 from publication where wait_reason is null
         and state in ${UNDER_WAY} limit 1`,
    )
    .get();
  return found !== undefined;
}
