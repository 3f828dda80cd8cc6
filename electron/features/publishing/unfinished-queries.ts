import { and, asc, inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../db/db.ts";
import { publicationTable, type PublicationRow } from "./tables.ts";

/** States in which the app is at work on a publication, or must be again. Only `scheduled` ones are many. */
const STARTED =
  "('preparing', 'media-ready', 'creating-container', 'processing', 'ready', 'publishing', 'outcome-unknown')";
const IS_STARTED = sql`(state in ${sql.raw(STARTED)} or (state = 'published' and next_wakeup_at is not null))`;

/** Everything begun that is not at an end, and what is out but not identified or linked yet. */
export function listStarted(db: Db): readonly PublicationRow[] {
  return list(db, IS_STARTED);
}

/** What is not at an end and was due by `at` (epoch ms UTC). */
export function listUnfinishedDueBy(db: Db, at: number): readonly PublicationRow[] {
  return list(db, sql`(state = 'scheduled' or ${IS_STARTED}) and due_at <= ${at}`);
}

/** Scheduled publications that no live job with a key of this `prefix` takes up by their due time, or by now if that is past. */
export function listWithoutJob(db: Db, prefix: string, now: number): readonly PublicationRow[] {
  const job = sql`select 1 from job where unique_key = ${prefix} || publication.id
    and status in ('waiting', 'running') and run_at <= max(publication.due_at, ${now})`;
  return list(db, sql`state = 'scheduled' and not exists (${job})`);
}

/** Accounts that have anything unfinished. */
export function listAccountsAtWork(db: Db): readonly string[] {
  return db.$client
    .prepare<[], string>(
      `select distinct account_id from publication where state in ${STARTED} or state = 'scheduled'`,
    )
    .pluck()
    .all();
}

/** Unfinished work that stands still for one of these reasons. */
export function listWaiting(db: Db, reasons: readonly string[]): readonly PublicationRow[] {
  const isMoving = sql`(state = 'scheduled' or state in ${sql.raw(STARTED)})`;
  return list(db, and(inArray(publicationTable.waitReason, [...reasons]), isMoving));
}

function list(db: Db, where: SQL | undefined): readonly PublicationRow[] {
  return db.select().from(publicationTable).where(where).orderBy(asc(publicationTable.dueAt)).all();
}
