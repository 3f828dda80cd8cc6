import { pickFields } from "../fields.ts";
import { missingObject } from "../problem.ts";
import type { OpenCall, Practice } from "../practice.ts";
import { needScope, SCOPES } from "../session.ts";
import type { PracticeAccount } from "../store.ts";

/**
 * `GET /me` and `GET /{ig-user-id}`. With Instagram Login `id` is app-scoped and `user_id` is the id that paths take (Get
 * Started, 2026-10-04); with Facebook Login `me` is the person or the Page, and an account's `id` is the one for paths.
 */
export function readUser(practice: Practice, call: OpenCall): object {
  const { accounts, holder, objectId } = call;
  const isMe = objectId === "me";
  if (isMe && holder !== "instagram") return readHolder(practice, call);
  const account = accounts.find((one) => isMe || one.platformUserId === objectId);
  if (!account) throw missingObject(objectId);
  needScope(call, SCOPES.basic);
  const node =
    holder === "instagram"
      ? { ...userNode(practice, account), user_id: account.platformUserId }
      : { ...userNode(practice, account), id: account.platformUserId };
  return pickFields(node, call.params.get("fields"), "id");
}

function userNode(
  { store, behaviour }: Practice,
  account: PracticeAccount,
): Readonly<Record<string, unknown>> {
  return {
    id: account.appScopedId,
    username: account.username,
    name: account.name,
    account_type: account.accountType,
    biography: "Practice Instagram: nothing here is public.",
    followers_count: behaviour.audience,
    follows_count: 0,
    media_count: store.media.listOf(account.platformUserId).length,
    profile_picture_url: undefined,
    website: undefined,
  };
}

function readHolder({ store }: Practice, { holder, holderId, params }: OpenCall): object {
  const name =
    holder === "page" ? (store.page(holderId)?.name ?? "A Page") : "Somebody for practice";
  return pickFields({ id: holderId, name }, params.get("fields"), "id,name");
}
