import { and, eq, inArray, sql } from "drizzle-orm";
import type { PostFormat } from "../../../shared/contract/posts.ts";
import type { Db } from "../../db/db.ts";
import {
  insightFigureTable,
  insightReadingTable,
  type InsightFigureRow,
  type InsightReadingRow,
} from "./tables.ts";

export type ReadingKey = Pick<InsightReadingRow, "publicationId" | "age">;
export type ReadingChange = Partial<Omit<InsightReadingRow, keyof ReadingKey | "createdAt">>;

/** What of a publication its readings need. */
export type ReadPost = {
  readonly accountId: string;
  readonly igMediaId: string;
  readonly publishedAt: number;
};

/** One that stands there already is left as it is. */
export function insertReading(tx: Db, row: InsightReadingRow): void {
  tx.insert(insightReadingTable).values(row).onConflictDoNothing().run();
}

/** False when it is over already: then nothing is changed. */
export function updateWaiting(tx: Db, key: ReadingKey, change: ReadingChange): boolean {
  const { publicationId, age } = key;
  const { changes } = tx
    .update(insightReadingTable)
    .set(change)
    .where(
      and(
        eq(insightReadingTable.publicationId, publicationId),
        eq(insightReadingTable.age, age),
        sql`state = 'waiting'`,
      ),
    )
    .run();
  return changes === 1;
}

export function insertFigures(tx: Db, rows: readonly InsightFigureRow[]): void {
  for (const row of rows) tx.insert(insightFigureTable).values(row).run();
}

/** Of these publications, in the order of their ages. */
export function listReadings(
  db: Db,
  publicationIds: readonly string[],
): readonly InsightReadingRow[] {
  return db
    .select()
    .from(insightReadingTable)
    .where(inArray(insightReadingTable.publicationId, [...publicationIds]))
    .orderBy(sql`publication_id, due_at`)
    .all();
}

export function listFigures(
  db: Db,
  publicationIds: readonly string[],
): readonly InsightFigureRow[] {
  return db
    .select()
    .from(insightFigureTable)
    .where(inArray(insightFigureTable.publicationId, [...publicationIds]))
    .orderBy(sql`rowid`)
    .all();
}

/** Null while it is not known which post it is. */
export function findReadPost(db: Db, publicationId: string): ReadPost | undefined {
  return db.$client
    .prepare<[string], ReadPost>(
      `select account_id accountId, ig_media_id igMediaId, published_at publishedAt from publication
        where id = ? and ig_media_id is not null and published_at is not null`,
    )
    .get(publicationId);
}

/** As what it was sent; a row without frozen content was sent by a life that a restored backup does not know. */
export function findFormat(db: Db, publicationId: string): PostFormat | undefined {
  return db.$client
    .prepare<[string], PostFormat>(
      `select coalesce(json_extract(p.content, '$.format'), post.format) from publication p
         join post on post.id = p.post_id where p.id = ?`,
    )
    .pluck()
    .get(publicationId);
}

/** Publications with readings to come: whose, and when the next one is looked at (epoch ms, this computer's clock). */
export type Waiting = {
  readonly publicationId: string;
  readonly accountId: string;
  readonly nextAt: number;
};

const WAITING = `select r.publication_id publicationId, p.account_id accountId, min(r.next_at) nextAt
  from insight_reading r join publication p on p.id = r.publication_id where r.state = 'waiting'`;

/** Those of which no live job with a key of this `prefix` takes care in time. */
export function listWithoutJob(db: Db, prefix: string, now: number): readonly Waiting[] {
  return db.$client
    .prepare<[string, number], Waiting>(
      `select * from (${WAITING} group by r.publication_id) w where not exists (select 1 from job
         where unique_key = ? || w.publicationId and status in ('waiting', 'running')
           and run_at <= max(w.nextAt, ?))`,
    )
    .all(prefix, now);
}

export function listWaiting(db: Db): readonly Waiting[] {
  return db.$client.prepare<[], Waiting>(`${WAITING} group by r.publication_id`).all();
}

/** What stands still for one of these reasons is looked at now. */
export function hastenHeld(tx: Db, reasons: readonly string[], now: number): readonly Waiting[] {
  const held = `state = 'waiting' and wait_reason in (select value from json_each(?))`;
  const list = JSON.stringify(reasons);
  const rows = tx.$client
    .prepare<[string], Waiting>(
      `${WAITING} and r.publication_id in (select publication_id from insight_reading where ${held})
       group by r.publication_id`,
    )
    .all(list);
  tx.$client
    .prepare(`update insight_reading set next_at = min(next_at, ?) where ${held}`)
    .run(now, list);
  return rows.map((row) => ({ ...row, nextAt: Math.min(row.nextAt, now) }));
}

/** No pause lasts beyond `at`, and none that is not due is asked for early. */
export function shortenPauses(tx: Db, at: number): void {
  tx.$client
    .prepare(
      `update insight_reading set next_at = max(due_at, min(next_at, ?)) where state = 'waiting'`,
    )
    .run(at);
}

export type ReadPostRow = {
  readonly id: string;
  readonly postId: string;
  readonly format: PostFormat;
  readonly caption: string;
  readonly mediaId: string | null;
  readonly mediaName: string | null;
  readonly permalink: string | null;
  readonly publishedAt: number;
};

export type Span = {
  readonly accountId: string;
  /** Epoch ms UTC, `fromAt <= publishedAt < toAt`; `before` is the last row of the page before. */
  readonly fromAt: number;
  readonly toAt: number;
  readonly before: readonly [publishedAt: number, id: string];
  readonly limit: number;
};

/** Published posts with a plan for their figures, newest first. */
export function listReadPosts(db: Db, span: Span): readonly ReadPostRow[] {
  const [publishedAt, id] = span.before;
  return db.$client
    .prepare<[object], ReadPostRow>(
      `select p.id, p.post_id postId, coalesce(json_extract(p.content, '$.format'), post.format) format,
              post.caption, m.id mediaId, m.name mediaName, p.permalink, p.published_at publishedAt
         from publication p join post on post.id = p.post_id
         left join post_media pm on pm.post_id = post.id and pm.position = 0
         left join media m on m.id = pm.media_id
        where p.account_id = :accountId and p.published_at >= :fromAt and p.published_at < :toAt
          and (p.published_at, p.id) < (:publishedAt, :id)
          and exists (select 1 from insight_reading r where r.publication_id = p.id)
        order by p.published_at desc, p.id desc limit :limit`,
    )
    .all({ ...span, before: undefined, publishedAt, id });
}
