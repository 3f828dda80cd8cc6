import type { IncomingHttpHeaders } from "node:http";
import type { Params } from "./exchange.ts";
import { deadToken, Problem } from "./problem.ts";
import type { PracticeAccount, Store } from "./store.ts";

export type Session = {
  readonly account: PracticeAccount;
  readonly token: string;
  readonly isTokenInUrl: boolean;
};

/**
 * Who is calling: by the `Authorization: Bearer` header or the `access_token` parameter.
 *
 * @throws Problem 190, with the subcode of what the token died of.
 */
export function authenticate(
  store: Store,
  credentials: { readonly headers: IncomingHttpHeaders; readonly params: Params },
  now: number,
): Session {
  const bearer = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(credentials.headers.authorization ?? "")?.[1];
  const parameter = credentials.params.get("access_token");
  const clear = bearer ?? parameter;
  if (clear === undefined || clear === "")
    throw new Problem({
      code: 190,
      message: "An access token is required to request this resource.",
    });
  // A token of the Facebook flavour, sent to Instagram's host.
  if (!clear.startsWith("IG"))
    throw new Problem({
      code: 190,
      message: "Invalid OAuth access token - Cannot parse access token",
    });
  const token = store.token(clear);
  if (!token) throw deadToken();
  if (token.deathSubcode !== undefined) throw deadToken(token.deathSubcode ?? undefined);
  if (now >= token.expiresAt) throw deadToken(463);
  const account = store.account(token.platformUserId);
  if (!account) throw deadToken();
  return { account, token: clear, isTokenInUrl: bearer === undefined };
}
