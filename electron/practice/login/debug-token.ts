import type { Params } from "../exchange.ts";
import { deadToken, Problem } from "../problem.ts";
import type { Practice } from "../practice.ts";
import { allOf, livingToken } from "../session.ts";
import type { Token } from "../store.ts";
import { hashToken } from "../tokens.ts";

/** `GET /debug_token?input_token=`: of Facebook Login's tokens only. The caller shows a token of its own, or `id|secret`. */
export function debugToken(practice: Practice, params: Params): object {
  const { store, now } = practice;
  const caller = params.get("access_token") ?? "";
  const [appId = "", secret = ""] = caller.split("|");
  const isApp = store.app(appId)?.secretHash === hashToken(secret);
  if (!isApp) livingToken(store, caller, now());
  const clear = params.get("input_token") ?? "";
  const token = store.token(clear);
  if (!token || token.holder === "instagram") throw deadToken();
  return { data: { ...factsOf(practice, token), ...standingOf(practice, clear) } };
}

function factsOf({ store }: Practice, token: Token): object {
  const scopes = token.permissions ?? allOf(token.holder);
  const pages = store
    .listPages()
    .filter(({ personId, pageId }) => [personId, pageId].includes(token.platformUserId));
  const unix = (at: number): number => Math.floor(at / 1000);
  const ids = pages.map(({ pageId }) => pageId);
  return {
    app_id: token.appId ?? "0",
    type: token.holder === "page" ? "PAGE" : "USER",
    application: store.app(token.appId ?? "")?.name ?? "Practice",
    // 0: it does not expire.
    data_access_expires_at: 0,
    expires_at: token.expiresAt === null ? 0 : unix(token.expiresAt),
    ...(token.isShortLived ? {} : { issued_at: unix(token.at) }),
    scopes,
    granular_scopes: scopes.map((scope) => ({ scope, target_ids: ids })),
    user_id: token.platformUserId,
  };
}

function standingOf({ store, now }: Practice, clear: string): object {
  try {
    livingToken(store, clear, now());
    return { is_valid: true };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, subcode } = error.parts;
    return { is_valid: false, error: { code, message, ...(subcode ? { subcode } : {}) } };
  }
}
