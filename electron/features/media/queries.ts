import { and, eq, inArray, isNotNull, isNull, notInArray, or } from "drizzle-orm";
import type { Db } from "../../db/db.ts";
import { publicationTable } from "../publishing/tables.ts";
import { hostedObjectTable, mediaTable, type HostedObjectRow, type MediaRow } from "./tables.ts";

/** A row, and how many posts that are not removed use it. */
export type UsedMediaRow = MediaRow & { readonly usedCount: number };
/** What a page of the library is asked for. `search` is folded by `foldText`. */
export type MediaFilter = {
  readonly search: string;
  readonly only: "unused" | "used" | undefined;
  readonly kind: "picture" | "video" | undefined;
};
/** Where the last page ended. */
export type MediaPlace = { readonly importedAt: number; readonly id: string };

const COLUMNS = `m.id, m.kind, m.name, m.poster_sha256 as posterSha256, m.video, m.original_sha256 as originalSha256, m.prepared_sha256 as preparedSha256,
  m.thumbnail_sha256 as thumbnailSha256, m.width, m.height, m.bytes, m.source_format as sourceFormat, m.notes,
  m.alt_text as altText, m.imported_at as importedAt, m.removed_at as removedAt,
  (select count(distinct pm.post_id) from post_media pm join post p on p.id = pm.post_id
    where pm.media_id = m.id and p.removed_at is null) as usedCount`;
const IS_USED = `exists (select 1 from post_media pm join post p on p.id = pm.post_id
  where pm.media_id = m.id and p.removed_at is null)`;

/** Gives SQLite `fold()`, so that a search finds `Größe` by `grosse` letters however the file system spelt them. */
export function defineFold(db: Db): void {
  db.$client.function("fold", { deterministic: true }, (text: unknown) => foldText(String(text)));
}

/** Lower case without accents, whichever way they are encoded (macOS names files in decomposed form). */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function whereOf(filter: MediaFilter): string {
  const only =
    filter.only === undefined ? "" : `and ${filter.only === "used" ? "" : "not "}${IS_USED}`;
  const search =
    filter.search === "" ? "" : "and instr(fold(m.name || char(10) || m.alt_text), @search)";
  const kind = filter.kind === undefined ? "" : `and m.kind = '${filter.kind}'`;
  return `m.removed_at is null ${only} ${kind} ${search}`;
}

/** Newest first. The row-value comparison reads the index from `after` on, whatever the page. */
export function listMedia(
  db: Db,
  filter: MediaFilter,
  page: { readonly after: MediaPlace | undefined; readonly limit: number },
): UsedMediaRow[] {
  const after = page.after ? "and (m.imported_at, m.id) < (@importedAt, @id)" : "";
  const statement = db.$client.prepare(
    `select ${COLUMNS} from media m where ${whereOf(filter)} ${after}
     order by m.imported_at desc, m.id desc limit @limit`,
  );
  return statement.all({
    limit: page.limit,
    ...page.after,
    ...(filter.search === "" ? {} : { search: filter.search }),
  }) as UsedMediaRow[];
}

export function countMedia(db: Db, filter: MediaFilter): number {
  const statement = db.$client.prepare(
    `select count(*) as total from media m where ${whereOf(filter)}`,
  );
  const row = filter.search === "" ? statement.get() : statement.get({ search: filter.search });
  return (row as { readonly total: number }).total;
}

/** Also one taken out of the library: posts that used it still show it. */
export function findUsedMedia(db: Db, id: string): UsedMediaRow | undefined {
  const statement = db.$client.prepare(`select ${COLUMNS} from media m where m.id = ?`);
  return statement.get(id) as UsedMediaRow | undefined;
}

export function findMedia(db: Db, id: string): MediaRow | undefined {
  return db.select().from(mediaTable).where(eq(mediaTable.id, id)).get();
}

export function findMediaByOriginal(db: Db, originalSha256: string): MediaRow | undefined {
  return db.select().from(mediaTable).where(eq(mediaTable.originalSha256, originalSha256)).get();
}

/** The video that is sent as the file of this digest. Reads the whole table. */
export function findVideo(db: Db, preparedSha256: string): MediaRow | undefined {
  const isIt = and(eq(mediaTable.kind, "video"), eq(mediaTable.preparedSha256, preparedSha256));
  return db.select().from(mediaTable).where(isIt).get();
}

/** True when a picture is made of the file of this digest. Reads the whole table: for failures only. */
export function isFileNamed(db: Db, sha256: string): boolean {
  const { originalSha256, preparedSha256, posterSha256, thumbnailSha256 } = mediaTable;
  const isNamed = or(
    eq(originalSha256, sha256),
    eq(preparedSha256, sha256),
    eq(posterSha256, sha256),
    eq(thumbnailSha256, sha256),
  );
  return db.select({ id: mediaTable.id }).from(mediaTable).where(isNamed).get() !== undefined;
}

export function listMediaByIds(db: Db, ids: readonly string[]): MediaRow[] {
  return db
    .select()
    .from(mediaTable)
    .where(inArray(mediaTable.id, [...ids]))
    .all();
}

/** Adds a picture; the same original again takes the files, name and time of this one and keeps its id and alt text. */
export function putMedia(db: Db, row: MediaRow): void {
  const { id: _id, altText: _altText, originalSha256: _original, ...fresh } = row;
  db.insert(mediaTable)
    .values(row)
    .onConflictDoUpdate({ target: mediaTable.originalSha256, set: fresh })
    .run();
}

export function updateAltText(db: Db, id: string, altText: string): void {
  db.update(mediaTable).set({ altText }).where(eq(mediaTable.id, id)).run();
}

export function updatePoster(
  db: Db,
  id: string,
  poster: Pick<MediaRow, "posterSha256" | "thumbnailSha256">,
): void {
  db.update(mediaTable).set(poster).where(eq(mediaTable.id, id)).run();
}

export function removeMedia(db: Db, ids: readonly string[], removedAt: number): void {
  db.update(mediaTable)
    .set({ removedAt })
    .where(and(inArray(mediaTable.id, [...ids]), isNull(mediaTable.removedAt)))
    .run();
}

export function restoreMedia(db: Db, ids: readonly string[]): void {
  db.update(mediaTable)
    .set({ removedAt: null })
    .where(and(inArray(mediaTable.id, [...ids]), isNotNull(mediaTable.removedAt)))
    .run();
}

/** A post that still uses one of these pictures. */
export type UsingPost = { readonly mediaName: string; readonly caption: string };

export function listUsingPosts(db: Db, ids: readonly string[]): UsingPost[] {
  const statement = db.$client.prepare(
    `select m.name as mediaName, p.caption from post_media pm
       join post p on p.id = pm.post_id join media m on m.id = pm.media_id
     where p.removed_at is null and pm.media_id in (select value from json_each(?))
     group by p.id, m.id order by p.updated_at desc, p.id`,
  );
  return statement.all(JSON.stringify(ids)) as UsingPost[];
}

/** The picture that was sent for a post Instagram knows by this id. */
export function findSentPicture(db: Db, accountId: string, igMediaId: string): string | undefined {
  const row = db
    .select({ imageSha256: publicationTable.imageSha256 })
    .from(publicationTable)
    .where(
      and(eq(publicationTable.accountId, accountId), eq(publicationTable.igMediaId, igMediaId)),
    )
    .get();
  return row?.imageSha256 ?? undefined;
}

/** Writes down a file before it is put on the host; again when the host has named it, and with a later time for its link. */
export function putHosted(db: Db, row: HostedObjectRow): void {
  db.insert(hostedObjectTable)
    .values(row)
    .onConflictDoUpdate({
      target: hostedObjectTable.key,
      set: { hostedAt: row.hostedAt, ref: row.ref },
    })
    .run();
}

export function deleteHosted(db: Db, key: string): void {
  db.delete(hostedObjectTable).where(eq(hostedObjectTable.key, key)).run();
}

/** Oldest first. */
export function listHosted(db: Db): HostedObjectRow[] {
  return db.select().from(hostedObjectTable).orderBy(hostedObjectTable.hostedAt).all();
}

/** Forgets what stands anywhere but at these places. */
export function deleteHostedElsewhere(db: Db, places: readonly string[]): void {
  db.delete(hostedObjectTable)
    .where(notInArray(hostedObjectTable.place, [...places]))
    .run();
}
