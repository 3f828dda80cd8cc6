import { PLATFORM } from "../limits.ts";
import { badParameter } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";
import { issueToken } from "../store.ts";

/** `GET /refresh_access_token?grant_type=ig_refresh_token`: 60 more days for a token at least a day old. */
export function refreshToken({ store, now }: Practice, call: Call): object {
  if (call.params.get("grant_type") !== "ig_refresh_token")
    throw badParameter("The parameter grant_type must be ig_refresh_token");
  const age = now() - (store.token(call.token)?.at ?? 0);
  // The platform names the condition (24 hours) but not the error for breaking it.
  if (age < PLATFORM.tokenRefreshableAfterMs)
    throw badParameter("The access token must be at least 24 hours old to be refreshed");
  const { token } = issueToken(store, call.account.platformUserId, now());
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: Math.floor(PLATFORM.tokenLifeMs / 1000),
    permissions: "instagram_business_basic,instagram_business_content_publish",
  };
}
