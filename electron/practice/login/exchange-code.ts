import { jsonReply, type Params, type Reply } from "../exchange.ts";
import { PLATFORM } from "../limits.ts";
import { badParameter, Problem } from "../problem.ts";
import type { Practice } from "../practice.ts";
import { livingToken } from "../session.ts";
import { hashToken, issueToken } from "../tokens.ts";
import { needApp } from "./register.ts";
import type { Grant } from "./codes.ts";

const LONG_SECONDS = PLATFORM.tokenLifeMs / 1000;
const SHORT_SECONDS = PLATFORM.shortTokenLifeMs / 1000;

/** `POST api.instagram.com/oauth/access_token`: a code becomes a token for an hour. Errors have this host's own shape. */
export function exchangeInstagramCode(practice: Practice, params: Params): Reply {
  try {
    if (params.get("grant_type") !== "authorization_code") throw badParameter("Invalid grant_type");
    const { holderId, permissions, appId } = redeem(practice, params, "instagram");
    const wanted = {
      holderId,
      holder: "instagram",
      permissions,
      isShortLived: true,
      appId,
    } as const;
    const { token } = issueToken(practice.store, wanted, practice.now());
    // Scoped to the app: the id that paths take stands in `/me` only.
    const userId = practice.store.account(holderId)?.appScopedId ?? holderId;
    if (practice.behaviour.tokenReply === "data")
      return jsonReply({
        data: [{ access_token: token, user_id: userId, permissions: permissions.join(",") }],
      });
    const flat = JSON.stringify({ access_token: token, user_id: userId, permissions });
    // A number beyond 2^53, as it was seen to come.
    return { ...jsonReply({}), body: flat.replace(`"${userId}"`, userId) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const error_message = error.parts.message.replace(/^\(#\d+\) /, "");
    return jsonReply({ error_type: "OAuthException", code: 400, error_message }, 400);
  }
}

/** `GET graph.instagram.com/access_token?grant_type=ig_exchange_token`: an hour becomes 60 days. @throws Problem */
export function exchangeInstagramToken(practice: Practice, params: Params): object {
  if (params.get("grant_type") !== "ig_exchange_token")
    throw badParameter("The parameter grant_type must be ig_exchange_token");
  const clear = params.get("access_token") ?? "";
  const token = livingToken(practice.store, clear, practice.now());
  if (!token.isShortLived || token.holder !== "instagram" || token.appId === null)
    throw badParameter("Only a short-lived token can be exchanged");
  const app = practice.store.app(token.appId);
  if (app?.secretHash !== hashToken(params.get("client_secret") ?? ""))
    throw badParameter("Error validating client secret.");
  const { platformUserId: holderId, holder, permissions, appId } = token;
  const long = issueToken(practice.store, { holderId, holder, permissions, appId }, practice.now());
  // A little less than 60 days, as Meta's own sample says.
  return { access_token: long.token, token_type: "bearer", expires_in: LONG_SECONDS - 56 };
}

/** `GET graph.facebook.com/{v}/oauth/access_token`: a code, or a short-lived token, becomes a user token. @throws Problem */
export function exchangeFacebook(practice: Practice, params: Params): object {
  const isExchange = params.get("grant_type") === "fb_exchange_token";
  const grant = isExchange ? oldGrant(practice, params) : redeem(practice, params, "facebook");
  const { holderId, permissions, appId } = grant;
  const isShortLived = !isExchange;
  const wanted = { holderId, holder: "person", permissions, isShortLived, appId } as const;
  const { token } = issueToken(practice.store, wanted, practice.now());
  const expires_in = isShortLived ? SHORT_SECONDS : LONG_SECONDS;
  return { access_token: token, token_type: "bearer", expires_in };
}

function redeem(practice: Practice, params: Params, login: "instagram" | "facebook"): Grant {
  const appId = params.get("client_id") ?? "";
  needApp(practice, { login, appId, secret: params.get("client_secret") ?? "" });
  const redirectUri = params.get("redirect_uri") ?? "";
  const grant = practice.codes.use(params.get("code") ?? "", { appId, redirectUri });
  if (typeof grant === "string") throw badParameter(grant);
  return grant;
}

function oldGrant(practice: Practice, params: Params): Omit<Grant, "redirectUri"> {
  const appId = params.get("client_id") ?? "";
  needApp(practice, { login: "facebook", appId, secret: params.get("client_secret") ?? "" });
  const clear = params.get("fb_exchange_token") ?? "";
  const { holder, platformUserId, permissions } = livingToken(
    practice.store,
    clear,
    practice.now(),
  );
  if (holder !== "person") throw badParameter("Only a user token can be exchanged");
  return { appId, holderId: platformUserId, permissions: permissions ?? [] };
}
