import type { IncomingHttpHeaders } from "node:http";
import type { Params } from "./exchange.ts";
import { deadToken, missingPermission, Problem } from "./problem.ts";
import type { PracticeAccount, Store, Token } from "./store.ts";
import { PERMISSIONS } from "./tokens.ts";

/** Who holds the token of a call. */
export type Session = {
  readonly holder: Token["holder"];
  /** An Instagram account's id, a person's or a Page's. */
  readonly holderId: string;
  readonly permissions: readonly string[];
  /** The Instagram accounts the holder may act for. */
  readonly accounts: readonly PracticeAccount[];
  readonly token: string;
  readonly isTokenInUrl: boolean;
};

/**
 * Who is calling: by the `Authorization: Bearer` (or `OAuth`) header or the `access_token` parameter.
 *
 * @throws Problem 190, with the subcode of what the token died of.
 */
export function authenticate(
  store: Store,
  credentials: { readonly headers: IncomingHttpHeaders; readonly params: Params },
  now: number,
): Session {
  const bearer = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(credentials.headers.authorization ?? "")?.[1];
  const clear = bearer ?? credentials.params.get("access_token");
  if (clear === undefined || clear === "")
    throw new Problem({
      code: 190,
      message: "An access token is required to request this resource.",
    });
  if (!/^(IG|EAA)/.test(clear))
    throw new Problem({
      code: 190,
      message: "Invalid OAuth access token - Cannot parse access token",
    });
  const { holder, platformUserId, permissions } = livingToken(store, clear, now);
  const accounts = accountsOf(store, holder, platformUserId);
  if (holder === "instagram" && accounts.length === 0) throw deadToken();
  return {
    holder,
    holderId: platformUserId,
    permissions: permissions ?? allOf(holder),
    accounts,
    token: clear,
    isTokenInUrl: bearer === undefined,
  };
}

/** @throws Problem 190 */
export function livingToken(store: Store, clear: string, now: number): Token {
  const token = store.token(clear);
  if (!token) throw deadToken();
  if (token.deathSubcode !== undefined) throw deadToken(token.deathSubcode ?? undefined);
  if (token.expiresAt !== null && now >= token.expiresAt) throw deadToken(463);
  return token;
}

/** Everything a holder's token can be allowed. */
export function allOf(holder: Token["holder"]): readonly string[] {
  return PERMISSIONS[holder === "instagram" ? "instagram" : "facebook"];
}

function accountsOf(
  store: Store,
  holder: Token["holder"],
  holderId: string,
): readonly PracticeAccount[] {
  const ids =
    holder === "instagram"
      ? [holderId]
      : store
          .listPages()
          .filter((page) => (holder === "page" ? page.pageId : page.personId) === holderId)
          .flatMap((page) => page.platformUserId ?? []);
  return ids.flatMap((id) => store.account(id) ?? []);
}

/** What a call needs to be allowed, by each login's name for it. Null: that login has no such call. */
export type Scope = { readonly instagram: string | null; readonly facebook: string };

export const SCOPES = {
  basic: { instagram: "instagram_business_basic", facebook: "instagram_basic" },
  publish: {
    instagram: "instagram_business_content_publish",
    facebook: "instagram_content_publish",
  },
  comments: {
    instagram: "instagram_business_manage_comments",
    facebook: "instagram_manage_comments",
  },
  insights: {
    instagram: "instagram_business_manage_insights",
    facebook: "instagram_manage_insights",
  },
  contents: { instagram: null, facebook: "instagram_manage_contents" },
  pages: { instagram: null, facebook: "pages_show_list" },
  pagePosts: { instagram: null, facebook: "pages_manage_posts" },
} as const satisfies Readonly<Record<string, Scope>>;

/** @throws Problem 10 when the token was not given what the call needs. */
export function needScope({ holder, permissions }: Session, scope: Scope): void {
  const needed = holder === "instagram" ? scope.instagram : scope.facebook;
  if (needed === null || !permissions.includes(needed))
    throw missingPermission(needed ?? scope.facebook);
}
