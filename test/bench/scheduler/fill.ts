import { transaction, type Db } from "../../../electron/db/db.ts";

/** A publication that the app itself scheduled: the far ones are copies of it, so that every column holds what the app writes. */
export type Like = { readonly postId: string; readonly publicationId: string };

/** Longer than any measurement lasts. */
const FAR_MS = 30 * 86_400_000;
const APART_MS = 60_000;

/** Adds scheduled posts, a minute apart from a month ahead on, or at the instants of `dueAt` (epoch ms UTC). Returns the publications' ids. */
export function addScheduled(
  db: Db,
  like: Like,
  posts: { readonly name: string; readonly dueAt: readonly number[] },
): readonly string[] {
  const copies = {
    post: copy(db, "post where id = :post", { id: ":id", plan_at: ":at", created_at: ":at" }),
    media: copy(db, "post_media where post_id = :post", { post_id: ":id" }),
    publication: copy(db, "publication where id = :like", {
      id: ":pub",
      post_id: ":id",
      due_at: ":at",
      next_wakeup_at: ":at - 30000",
    }),
    job: copy(
      db,
      "job where unique_key = 'publish:' || :like and status in ('waiting', 'running')",
      {
        id: "null",
        run_at: ":at - 30000",
        unique_key: "'publish:' || :pub",
        input: "json_object('publicationId', :pub)",
      },
    ),
  };
  return transaction(db, () =>
    posts.dueAt.map((at, index) => {
      const [id, pub] = [`${posts.name}-post-${index}`, `${posts.name}-publication-${index}`];
      copies.post.run({ id, at, post: like.postId });
      copies.media.run({ id, post: like.postId });
      copies.publication.run({ id, pub, at, like: like.publicationId });
      copies.job.run({ pub, at, like: like.publicationId });
      return pub;
    }),
  );
}

/** Due times nothing here lives to see. */
export function farDueTimes(count: number): readonly number[] {
  const firstAt = Date.now() + FAR_MS;
  return Array.from({ length: count }, (_, index) => firstAt + index * APART_MS);
}

function copy(db: Db, from: string, changes: Readonly<Record<string, string>>) {
  const [table = ""] = from.split(" ");
  const columns = db.$client.pragma(`table_info(${table})`) as { readonly name: string }[];
  const names = columns.map(({ name }) => name);
  const values = names.map((name) => changes[name] ?? name);
  return db.$client.prepare<[Readonly<Record<string, string | number>>]>(
    `insert into ${table} (${names.join(", ")}) select ${values.join(", ")} from ${from}`,
  );
}
