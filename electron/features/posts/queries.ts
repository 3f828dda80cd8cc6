import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "../../db/db.ts";
import type { PublicationState, WaitReason } from "../../../shared/contract/publishing.ts";
import { mediaTable } from "../media/tables.ts";
import { postMediaTable, postTable, type PostMediaRow, type PostRow } from "./tables.ts";

/** A picture or video of a post with the name it has in the library. */
export type PostPicture = PostMediaRow & { readonly name: string };

/** The publication that decides a post's status. */
export type LatestPublication = {
  readonly id: string;
  readonly state: PublicationState;
  readonly waitReason: WaitReason | null;
  readonly dismissedAt: number | null;
};

export type DraftRow = {
  readonly id: string;
  readonly caption: string;
  readonly updatedAt: number;
  readonly mediaId: string | null;
  readonly mediaName: string | null;
};

/** A post, removed ones too. */
export function findPost(db: Db, id: string): PostRow | undefined {
  return db.select().from(postTable).where(eq(postTable.id, id)).get();
}

export function listPictures(db: Db, postId: string): readonly PostPicture[] {
  return db
    .select()
    .from(postMediaTable)
    .innerJoin(mediaTable, eq(mediaTable.id, postMediaTable.mediaId))
    .where(eq(postMediaTable.postId, postId))
    .orderBy(asc(postMediaTable.position))
    .all()
    .map((row) => ({ ...row.post_media, name: row.media.name }));
}

export function findLatestPublication(db: Db, postId: string): LatestPublication | undefined {
  return db.$client
    .prepare<[string], LatestPublication>(
      `select id, state, wait_reason waitReason, dismissed_at dismissedAt
         from publication where post_id = ? order by occurrence desc limit 1`,
    )
    .get(postId);
}

export function insertPost(tx: Db, post: PostRow): void {
  tx.insert(postTable).values(post).run();
}

/** One statement, for it runs at each keystroke. The version grows with each saved change. */
export function savePost(
  tx: Db,
  id: string,
  change: {
    readonly caption?: string | undefined;
    readonly accountId?: string | undefined;
    readonly format?: PostRow["format"] | undefined;
    readonly options?: string | undefined;
    readonly updatedAt: number;
  },
): PostRow | undefined {
  return tx.$client
    .prepare<unknown[], PostRow>(
      `update post set caption = coalesce(?, caption), account_id = coalesce(?, account_id),
         format = coalesce(?, format), options = coalesce(?, options),
         version = version + 1, updated_at = ?
       where id = ? and removed_at is null
       returning id, account_id accountId, caption, format, options, plan_wall_time planWallTime, plan_zone planZone, plan_at planAt,
         version, removed_at removedAt, created_at createdAt, updated_at updatedAt`,
    )
    .get(
      change.caption ?? null,
      change.accountId ?? null,
      change.format ?? null,
      change.options ?? null,
      change.updatedAt,
      id,
    );
}

export function replacePictures(tx: Db, postId: string, rows: readonly PostMediaRow[]): void {
  tx.delete(postMediaTable).where(eq(postMediaTable.postId, postId)).run();
  if (rows.length > 0)
    tx.insert(postMediaTable)
      .values([...rows])
      .run();
}

/** Which of these pictures exist and are in the library, with their alt texts. */
export function findPictures(db: Db, ids: readonly string[]) {
  return db
    .select({ id: mediaTable.id, altText: mediaTable.altText })
    .from(mediaTable)
    .where(and(inArray(mediaTable.id, [...ids]), isNull(mediaTable.removedAt)))
    .all();
}

export function setRemoved(tx: Db, id: string, removedAt: number | null): void {
  tx.update(postTable).set({ removedAt }).where(eq(postTable.id, id)).run();
}

/** Posts without a planned day that no publication stands for, newest first. */
export function listDrafts(db: Db, accountId: string): readonly DraftRow[] {
  return db.$client
    .prepare<[string], DraftRow>(
      `select p.id, p.caption, p.updated_at updatedAt, m.id mediaId, m.name mediaName
         from post p
         left join post_media pm on pm.post_id = p.id and pm.position = 0
         left join media m on m.id = pm.media_id
        where p.account_id = ? and p.plan_at is null and p.removed_at is null
          and not exists (select 1 from publication u where u.post_id = p.id
                and u.state <> 'cancelled' and u.dismissed_at is null)
        order by p.updated_at desc, p.id desc limit 500`,
    )
    .all(accountId);
}
