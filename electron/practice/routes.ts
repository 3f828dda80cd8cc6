import { listChildren, listMedia, listStories, readMedia } from "./endpoints/media.ts";
import { readAccountInsights } from "./endpoints/account-insights.ts";
import { readInsights } from "./endpoints/insights.ts";
import { readUser } from "./endpoints/accounts.ts";
import {
  changeComment,
  deleteComment,
  listComments,
  listReplies,
  postComment,
  postReply,
  readComment,
} from "./endpoints/comments.ts";
import { readContainer } from "./endpoints/container-status.ts";
import { createContainer } from "./endpoints/containers.ts";
import { deleteMedia, switchComments } from "./endpoints/change-media.ts";
import { publishContainer, readPublishingLimit } from "./endpoints/publish.ts";
import { refreshToken } from "./endpoints/tokens.ts";
import { deletePhoto, listPhotos, postPhoto, readPhoto } from "./endpoints/photos.ts";
import { listPages, listPermissions, readPage } from "./endpoints/pages.ts";
import type { EndpointName } from "./faults.ts";
import { missingObject } from "./problem.ts";
import type { Endpoint, OpenEndpoint } from "./practice.ts";
import { SCOPES, type Scope } from "./session.ts";
import type { Store } from "./store.ts";

export type Route = {
  /** Null: no such call on the platform; it answers 100/33 to whoever holds a token. */
  readonly name: EndpointName | null;
  readonly objectId: string;
  readonly scope: Scope | null;
  readonly endpoint: OpenEndpoint;
};
type Known = Omit<Route, "objectId">;

/** What an id in a path can be; `root` is a call without one. */
type Sort = "root" | "user" | "container" | "media" | "comment" | "page" | "photo";

const ROUTES: Readonly<Record<string, Known>> = {
  "GET root refresh_access_token": known("refresh", "basic", refreshToken),
  "GET user": known("me", null, readUser),
  "GET user media": known("list-media", "basic", ofUser(listMedia)),
  "POST user media": known("create", "publish", ofUser(createContainer)),
  "GET user stories": known("list-stories", "basic", ofUser(listStories)),
  "POST user media_publish": known("publish", "publish", ofUser(publishContainer)),
  "GET user content_publishing_limit": known("limit", "basic", ofUser(readPublishingLimit)),
  "GET user insights": known("account-insights", "insights", ofUser(readAccountInsights)),
  "GET container": known("read-container", "basic", ofAccount(readContainer)),
  "GET media": known("read-media", "basic", ofAccount(readMedia)),
  "POST media": known("switch-comments", "comments", ofAccount(switchComments)),
  "DELETE media": known("delete-media", "contents", ofAccount(deleteMedia)),
  "GET media children": known("read-media", "basic", ofAccount(listChildren)),
  "GET media comments": known("list-comments", "comments", ofAccount(listComments)),
  "POST media comments": known("comment", "comments", ofAccount(postComment)),
  "GET media insights": known("media-insights", "insights", ofAccount(readInsights)),
  "GET comment": known("read-comment", "comments", ofAccount(readComment)),
  "POST comment": known("change-comment", "comments", ofAccount(changeComment)),
  "DELETE comment": known("change-comment", "comments", ofAccount(deleteComment)),
  "GET comment replies": known("list-comments", "comments", ofAccount(listReplies)),
  "POST comment replies": known("comment", "comments", ofAccount(postReply)),
  "GET user accounts": known("list-pages", "pages", listPages),
  "GET user permissions": known("permissions", null, listPermissions),
  "GET page": known("read-page", "pages", readPage),
  "POST page photos": known("page-photo", "pagePosts", postPhoto),
  "GET page photos": known("list-photos", "pages", listPhotos),
  "GET photo": known("read-photo", null, readPhoto),
  "DELETE photo": known("delete-photo", "pagePosts", deletePhoto),
};

function known(
  name: EndpointName,
  scope: keyof typeof SCOPES | null,
  endpoint: OpenEndpoint,
): Known {
  return { name, scope: scope === null ? null : SCOPES[scope], endpoint };
}

/** Which call a path means, with or without a version in front. */
export function findRoute(method: string, path: string, store: Store): Route {
  const parts = unversioned(path).split("/").filter(Boolean);
  const [objectId = "", edge] = parts;
  const isRoot = ROUTES[`${method} root ${objectId}`] !== undefined;
  const sort = isRoot ? "root" : sortOf(objectId, store);
  const key = [method, sort, ...(isRoot ? parts : parts.slice(1))].join(" ");
  const route = ROUTES[key];
  if (route) return { objectId, ...route };
  return {
    name: null,
    objectId,
    scope: null,
    endpoint: () => {
      throw missingObject(edge ?? objectId, method);
    },
  };
}

function sortOf(id: string, store: Store): Sort | null {
  if (id === "me" || store.account(id)) return "user";
  if (store.container(id)) return "container";
  if (store.media.find(id) ?? store.media.findChild(id)) return "media";
  if (store.page(id)) return "page";
  if (store.photo(id)) return "photo";
  return store.comments.find(id) ? "comment" : null;
}

/** True for what the API answers; everything else is a page for people. */
export function isApiPath(method: string, path: string): boolean {
  const first = unversioned(path).split("/").find(Boolean) ?? "";
  const isVersioned = unversioned(path) !== path;
  return method !== "GET" || isVersioned || /^(me|refresh_access_token|\d+)$/.test(first);
}

export function unversioned(path: string): string {
  return path.replace(/^\/v\d+\.\d+(?=\/|$)/, "");
}

/**
 * An Instagram token is for one account. With Facebook's the object called says which: one of those its Pages are linked to.
 */
function ofAccount(endpoint: Endpoint): OpenEndpoint {
  return (practice, call) => {
    const owner = practice.store.ownerOf(call.objectId)?.platformUserId;
    const named = call.accounts.find((one) => one.platformUserId === owner);
    const account = named ?? (call.holder === "instagram" ? call.accounts[0] : undefined);
    if (!account) throw missingObject(call.objectId);
    return endpoint(practice, { ...call, account });
  };
}

/** Refuses an edge of somebody else's account as the platform does: as if it were not there. */
function ofUser(endpoint: Endpoint): OpenEndpoint {
  return ofAccount((practice, call) => {
    if (call.objectId !== "me" && call.objectId !== call.account.platformUserId)
      throw missingObject(call.objectId);
    return endpoint(practice, call);
  });
}
