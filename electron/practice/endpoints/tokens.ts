import { PLATFORM } from "../limits.ts";
import { badParameter } from "../problem.ts";
import type { OpenCall, Practice } from "../practice.ts";
import { issueToken } from "../tokens.ts";

/** `GET /refresh_access_token?grant_type=ig_refresh_token`: 60 more days for a token at least a day old. */
export function refreshToken({ store, now }: Practice, call: OpenCall): object {
  if (call.params.get("grant_type") !== "ig_refresh_token")
    throw badParameter("The parameter grant_type must be ig_refresh_token");
  const known = store.token(call.token);
  const age = now() - (known?.at ?? 0);
  // The platform names the condition (24 hours) but not the error for breaking it.
  if (age < PLATFORM.tokenRefreshableAfterMs)
    throw badParameter("The access token must be at least 24 hours old to be refreshed");
  const { holderId, holder, permissions } = call;
  if (holder !== "instagram" || known?.isShortLived === true)
    throw badParameter("Only a long-lived Instagram User access token can be refreshed");
  const { token } = issueToken(store, { holderId, holder, permissions }, now());
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: Math.floor(PLATFORM.tokenLifeMs / 1000),
    permissions: permissions.join(","),
  };
}
