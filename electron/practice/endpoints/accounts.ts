import { pickFields } from "../fields.ts";
import { missingObject } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";

/** `GET /me` and `GET /{ig-user-id}`. `id` is app-scoped; `user_id` is the id that paths take (Get Started, 2026-10-04). */
export function readUser({ store }: Practice, call: Call): object {
  const { account } = call;
  if (call.objectId !== "me" && call.objectId !== account.platformUserId)
    throw missingObject(call.objectId);
  const node = {
    id: account.appScopedId,
    user_id: account.platformUserId,
    username: account.username,
    name: account.name,
    account_type: "BUSINESS",
    biography: "Practice Instagram: nothing here is public.",
    followers_count: 0,
    follows_count: 0,
    media_count: store.mediaOf(account.platformUserId).length,
    profile_picture_url: undefined,
    website: undefined,
  };
  return pickFields(node, call.params.get("fields"), "id");
}
