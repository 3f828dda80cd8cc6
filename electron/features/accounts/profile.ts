import type { Profile } from "../../../shared/contract/accounts.ts";
import type { Db } from "../../db/db.ts";
import type { Access } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import { readInstagramUser, readMe, type Me } from "../../graph/endpoints/accounts.ts";
import { listMedia, type PlatformPost } from "../../graph/endpoints/media.ts";
import { findPublicationIds } from "./queries.ts";
import type { AccountRow } from "./tables.ts";

/** How many of the newest posts the profile shows. */
const SHOWN = 30;
/** A page that brings nothing new must not keep the loop going for ever. */
const MOST_PAGES = 10;

export type ReadProfile = {
  readonly me: Me;
  readonly posts: Profile["posts"];
};

/** The account and its newest posts as the platform has them now. @throws GraphFailure */
export async function readProfile(
  deps: { readonly db: Db; readonly graph: GraphClient },
  access: Access,
  login: AccountRow["login"],
): Promise<ReadProfile> {
  const [me, posts] = await Promise.all([
    readOwner(deps.graph, access, login),
    listNewest(deps.graph, access),
  ]);
  const publications = findPublicationIds(
    deps.db,
    posts.map((post) => post.igMediaId),
  );
  const show = (post: PlatformPost): Profile["posts"][number] => ({
    igMediaId: post.igMediaId,
    caption: post.caption,
    permalink: post.permalink,
    postedAt: post.postedAt,
    picture: post.mediaUrl ? `app-media://profile/${access.accountId}/${post.igMediaId}` : null,
    publicationId: publications.get(post.igMediaId) ?? null,
  });
  return { me, posts: posts.map(show) };
}

/** Whose the token is. With Facebook Login the token is a Page's, so the account behind it is asked for. @throws GraphFailure */
export function readOwner(
  graph: GraphClient,
  access: Access,
  login: AccountRow["login"],
): Promise<Me> {
  return login === "facebook" ? readInstagramUser(graph, access) : readMe(graph, access);
}

async function listNewest(graph: GraphClient, access: Access): Promise<readonly PlatformPost[]> {
  const posts: PlatformPost[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES && posts.length < SHOWN; page += 1) {
    const { items, nextAfter } = await listMedia(graph, access, { limit: SHOWN, after });
    posts.push(...items);
    if (nextAfter === null) break;
    after = nextAfter;
  }
  return posts.slice(0, SHOWN);
}
