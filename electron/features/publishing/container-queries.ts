import { asc, eq } from "drizzle-orm";
import type { Db } from "../../db/db.ts";
import { containerTable, type ContainerRow } from "./tables.ts";

/** A carousel's containers, in the order of its items. */
export function listContainers(db: Db, publicationId: string): readonly ContainerRow[] {
  return db
    .select()
    .from(containerTable)
    .where(eq(containerTable.publicationId, publicationId))
    .orderBy(asc(containerTable.position))
    .all();
}

/** Writes one, over whatever stood at its place. */
export function putContainer(tx: Db, row: ContainerRow): void {
  tx.insert(containerTable)
    .values(row)
    .onConflictDoUpdate({
      target: [containerTable.publicationId, containerTable.position],
      set: row,
    })
    .run();
}

/** Forgets them: they are made anew, and the old ones expire unseen. */
export function dropContainers(tx: Db, publicationId: string): void {
  tx.delete(containerTable).where(eq(containerTable.publicationId, publicationId)).run();
}

/** How many items a post has, and how many of them are videos. */
export function countItems(
  db: Db,
  postId: string,
): { readonly items: number; readonly videos: number } {
  const row = db.$client
    .prepare<[string], { items: number; videos: number }>(
      `select count(*) items, count(*) filter (where m.kind = 'video') videos
         from post_media pm join media m on m.id = pm.media_id where pm.post_id = ?`,
    )
    .get(postId);
  return row ?? { items: 0, videos: 0 };
}
