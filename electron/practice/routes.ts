import { readUser } from "./endpoints/accounts.ts";
import { createContainer, readContainer } from "./endpoints/containers.ts";
import { listMedia, readMedia } from "./endpoints/media.ts";
import { publishContainer, readPublishingLimit } from "./endpoints/publish.ts";
import { refreshToken } from "./endpoints/tokens.ts";
import type { EndpointName } from "./faults.ts";
import { missingObject } from "./problem.ts";
import type { Call, Endpoint, Practice } from "./practice.ts";
import type { Store } from "./store.ts";

export type Route = {
  /** Null: no such call on the platform; it answers 100/33 to whoever holds a token. */
  readonly name: EndpointName | null;
  readonly objectId: string;
  readonly endpoint: Endpoint;
};

const EDGES: Readonly<
  Record<string, { readonly name: EndpointName; readonly endpoint: Endpoint }>
> = {
  "POST media": { name: "create", endpoint: ofUser(createContainer) },
  "GET media": { name: "list-media", endpoint: ofUser(listMedia) },
  "POST media_publish": { name: "publish", endpoint: ofUser(publishContainer) },
  "GET content_publishing_limit": { name: "limit", endpoint: ofUser(readPublishingLimit) },
};

/** Which call a path means, with or without a version in front. */
export function findRoute(method: string, path: string, store: Store): Route {
  const [objectId = "", edge, ...rest] = unversioned(path).split("/").filter(Boolean);
  const known = edge === undefined ? node(method, objectId, store) : EDGES[`${method} ${edge}`];
  if (known && rest.length === 0) return { objectId, ...known };
  return {
    name: null,
    objectId,
    endpoint: () => {
      throw missingObject(edge ?? objectId, method);
    },
  };
}

/** True for what the API answers; everything else is a page for people. */
export function isApiPath(method: string, path: string): boolean {
  const first = unversioned(path).split("/").find(Boolean) ?? "";
  const isVersioned = unversioned(path) !== path;
  return method !== "GET" || isVersioned || /^(me|refresh_access_token|\d+)$/.test(first);
}

function unversioned(path: string): string {
  return path.replace(/^\/v\d+\.\d+(?=\/|$)/, "");
}

function node(method: string, objectId: string, store: Store): Omit<Route, "objectId"> | undefined {
  if (method !== "GET") return undefined;
  if (objectId === "refresh_access_token") return { name: "refresh", endpoint: refreshToken };
  if (objectId === "me" || store.account(objectId)) return { name: "me", endpoint: readUser };
  if (store.container(objectId)) return { name: "read-container", endpoint: readContainer };
  if (store.mediaById(objectId)) return { name: "read-media", endpoint: readMedia };
  return undefined;
}

/** Refuses an edge of somebody else's account as the platform does: as if it were not there. */
function ofUser(endpoint: Endpoint): Endpoint {
  return (practice: Practice, call: Call) => {
    if (call.objectId !== "me" && call.objectId !== call.account.platformUserId)
      throw missingObject(call.objectId);
    return endpoint(practice, call);
  };
}
