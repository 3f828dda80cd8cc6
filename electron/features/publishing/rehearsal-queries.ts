import { eq, inArray } from "drizzle-orm";
import type { Db } from "../../db/db.ts";
import { accountTable } from "../accounts/tables.ts";
import { mediaTable } from "../media/tables.ts";
import { postMediaTable, postTable, type PostRow } from "../posts/tables.ts";

/** Copies a post as it stands, with its account and what it shows, into an empty database. Nothing of its queue, and no secrets. */
export function copyPost(from: Db, to: Db, { id, accountId }: PostRow): void {
  const account = from.select().from(accountTable).where(eq(accountTable.id, accountId)).all();
  const post = from.select().from(postTable).where(eq(postTable.id, id)).all();
  const items = from.select().from(postMediaTable).where(eq(postMediaTable.postId, id)).all();
  const mediaIds = items.map((item) => item.mediaId);
  const media = from.select().from(mediaTable).where(inArray(mediaTable.id, mediaIds)).all();
  to.insert(accountTable).values(account).run();
  to.insert(postTable).values(post).run();
  if (items.length === 0) return;
  to.insert(mediaTable).values(media).run();
  to.insert(postMediaTable).values(items).run();
}
