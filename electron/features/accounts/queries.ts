import { and, eq, inArray, ne } from "drizzle-orm";
import type { Db } from "../../db/db.ts";
import { publicationTable } from "../publishing/tables.ts";
import { accountTable, type AccountRow } from "./tables.ts";

/** Accounts that are not disconnected, oldest first. */
export function listAccounts(db: Db): readonly AccountRow[] {
  return db
    .select()
    .from(accountTable)
    .where(ne(accountTable.state, "disconnected"))
    .orderBy(accountTable.createdAt, accountTable.id)
    .all();
}

export function findAccount(db: Db, id: string): AccountRow | undefined {
  return db.select().from(accountTable).where(eq(accountTable.id, id)).get();
}

/** The account of that platform id, disconnected or not: connecting it again is the same account. */
export function findByPlatformUser(
  db: Db,
  who: Pick<AccountRow, "kind" | "platformUserId">,
): AccountRow | undefined {
  return db
    .select()
    .from(accountTable)
    .where(
      and(eq(accountTable.kind, who.kind), eq(accountTable.platformUserId, who.platformUserId)),
    )
    .get();
}

/** Inserts the account, or replaces all but its id and its first day. */
export function putAccount(db: Db, row: AccountRow): void {
  const { id, createdAt, ...rest } = row;
  db.insert(accountTable)
    .values({ id, createdAt, ...rest })
    .onConflictDoUpdate({ target: accountTable.id, set: rest })
    .run();
}

export function updateAccount(
  db: Db,
  id: string,
  change: Partial<Omit<AccountRow, "id" | "createdAt">>,
): void {
  db.update(accountTable).set(change).where(eq(accountTable.id, id)).run();
}

/** Publications that need their account's token still. */
export type LivePublications = {
  /** In the queue or being prepared: she can take them out. */
  readonly queued: number;
  /** It is not settled whether they are out: only the platform or she can tell. */
  readonly unsettled: number;
};

export function countLivePublications(db: Db, accountId: string): LivePublications {
  const row = db.$client
    .prepare<[string], LivePublications>(
      `select
         count(*) filter (where state in ('scheduled', 'preparing', 'media-ready', 'creating-container', 'processing', 'ready')) queued,
         count(*) filter (where state in ('publishing', 'outcome-unknown', 'needs-you')) unsettled
       from publication where account_id = ?`,
    )
    .get(accountId);
  return row ?? { queued: 0, unsettled: 0 };
}

/** Which of these posts on the platform this app published: publication id by media id. */
export function findPublicationIds(
  db: Db,
  igMediaIds: readonly string[],
): ReadonlyMap<string, string> {
  const rows = db
    .select({ id: publicationTable.id, igMediaId: publicationTable.igMediaId })
    .from(publicationTable)
    .where(inArray(publicationTable.igMediaId, [...igMediaIds]))
    .all();
  return new Map(rows.flatMap((row) => (row.igMediaId === null ? [] : [[row.igMediaId, row.id]])));
}
