import type { Practice } from "./practice.ts";

export type NewAccount = {
  readonly username: string;
  readonly name: string;
  /** With `facebook` there is also a person with a Page that the account is linked to. */
  readonly login?: "instagram" | "facebook" | undefined;
  /** With `facebook`: the person the Page belongs to, when it is somebody who has one already. */
  readonly personId?: string | undefined;
  readonly accountType?: "BUSINESS" | "MEDIA_CREATOR" | undefined;
};

/** First parts of addresses that are no usernames. */
const RESERVED =
  /^(me|p|reel|stories|pictures|videos|oauth|dialog|access_token|refresh_access_token|debug_token)$/;

/** Opens an account, or finds the one of that name. @throws when Instagram would not take the username. */
export function openAccount(
  { store, now }: Practice,
  { username, name, login = "instagram", personId, accountType = "BUSINESS" }: NewAccount,
): { readonly platformUserId: string; readonly personId?: string; readonly pageId?: string } {
  const existing = store.accountNamed(username);
  if (existing) {
    const page = store.listPages().find((one) => one.platformUserId === existing.platformUserId);
    const { platformUserId } = existing;
    return page
      ? { platformUserId, pageId: page.pageId, personId: page.personId }
      : { platformUserId };
  }
  if (RESERVED.test(username) || !/^(?=.*[a-z_])[a-z0-9._]{1,30}$/.test(username))
    throw new Error("A username has 1 to 30 letters, digits, dots and underscores.");
  const platformUserId = store.newId("178");
  const appScopedId = store.newId("178");
  const account = { platformUserId, appScopedId, username, name, login, accountType };
  store.record({ kind: "account", at: now(), ...account });
  if (login === "instagram") return { platformUserId };
  const page = openPage({ store, now }, { name: `${name} on Facebook`, personId, platformUserId });
  return { platformUserId, ...page };
}

/** A Page of a person; without an account when none is named. */
export function openPage(
  { store, now }: Pick<Practice, "store" | "now">,
  wanted: {
    readonly name: string;
    readonly personId?: string | undefined;
    readonly platformUserId?: string | undefined;
  },
): { readonly pageId: string; readonly personId: string } {
  const ids = { pageId: store.newId("122"), personId: wanted.personId ?? store.newId("122") };
  const platformUserId = wanted.platformUserId ?? null;
  store.record({ kind: "page", at: now(), ...ids, name: wanted.name, platformUserId });
  return ids;
}
