import { pickFields, type Node } from "../fields.ts";
import { PLATFORM } from "../limits.ts";
import { pageOf } from "../paging.ts";
import { missingObject } from "../problem.ts";
import type { OpenCall, Practice } from "../practice.ts";
import { allOf } from "../session.ts";
import type { Page, PracticeAccount } from "../store.ts";
import { issueToken } from "../tokens.ts";

const USUAL_FIELDS = "id,name,access_token";

/** `GET /me/accounts`: the Pages of a person, each with a token of its own and the Instagram account linked to it. */
export function listPages(practice: Practice, call: OpenCall): object {
  return pageOf(practice, call, {
    items: pagesOf(practice, call),
    idOf: (page) => page.pageId,
    node: (page) => show(practice, call, page),
    pageSize: { usual: PLATFORM.pageSize, most: PLATFORM.pageSizeMax },
  });
}

/** `GET /{page-id}`. */
export function readPage(practice: Practice, call: OpenCall): object {
  const page = pagesOf(practice, call).find(({ pageId }) => pageId === call.objectId);
  if (!page) throw missingObject(call.objectId);
  return show(practice, call, page);
}

/** `GET /me/permissions`: what the person has granted, and what not. */
export function listPermissions(_practice: Practice, call: OpenCall): object {
  if (call.holder !== "person" || call.objectId !== "me") throw missingObject(call.objectId);
  return {
    data: allOf(call.holder).map((permission) => ({
      permission,
      status: call.permissions.includes(permission) ? "granted" : "declined",
    })),
  };
}

function pagesOf({ store }: Practice, { holder, holderId }: OpenCall): readonly Page[] {
  return store
    .listPages()
    .filter((page) => (holder === "page" ? page.pageId : page.personId) === holderId);
}

function show(practice: Practice, call: OpenCall, page: Page): object {
  const fields = call.params.get("fields") ?? USUAL_FIELDS;
  const account = practice.store.account(page.platformUserId ?? "");
  const node: Node = {
    id: page.pageId,
    name: page.name,
    category: "Home Decor",
    tasks: ["ANALYZE", "CREATE_CONTENT", "MODERATE", "MANAGE"],
    instagram_business_account: account && linkedNode(account, fields),
    // Each time another, so only when it is asked for.
    access_token: fields.includes("access_token") ? pageToken(practice, call, page) : undefined,
  };
  return pickFields(node, fields, USUAL_FIELDS);
}

/** By its id alone, unless fields of it are asked for. */
function linkedNode({ platformUserId, username, name }: PracticeAccount, fields: string): object {
  const isOpened = fields.includes("instagram_business_account{");
  return isOpened ? { id: platformUserId, username, name } : { id: platformUserId };
}

function pageToken({ store, now }: Practice, call: OpenCall, { pageId }: Page): string {
  const from = store.token(call.token);
  const { permissions } = call;
  const isShortLived = from?.isShortLived ?? false;
  const appId = from?.appId ?? null;
  const wanted = { holderId: pageId, holder: "page", permissions, isShortLived, appId } as const;
  return issueToken(store, wanted, now()).token;
}
