import { z } from "zod";
import { Secret } from "../../lib/secret.ts";
import type { Ports } from "../../ports.ts";
import { callLogin } from "../login-call.ts";
import type { FreshToken } from "./tokens.ts";

/** Her own Meta app, as the exchange of a code needs it. */
export type LoginApp = {
  readonly appId: string;
  readonly secret: Secret;
  /** The very address the window was sent with. */
  readonly redirectUri: string;
};
type Calls = Pick<Ports, "fetch" | "clock">;

const Token = z.string().min(1).max(4000);
const Granted = z.object({
  access_token: Token,
  permissions: z.union([z.string(), z.array(z.string())]).optional(),
});
/** Documented as `{data: [{…}]}` (Business Login); others read the same keys at the top (postiz). Both are taken. */
const CodeReply = z.union([
  z.object({ data: z.array(Granted).min(1) }).transform(({ data }) => data[0]),
  Granted,
]);
const LongReply = z.object({ access_token: Token, expires_in: z.number().positive() });

export type CodeAnswer = {
  /** Lives an hour. */
  readonly token: Secret;
  /** Null when it was not told. */
  readonly scopes: readonly string[] | null;
};

/** Instagram's code for a token of an hour. The code is good for one call. @throws GraphFailure */
export async function exchangeInstagramCode(
  calls: Calls,
  host: string,
  { app, code }: { readonly app: LoginApp; readonly code: string },
): Promise<CodeAnswer> {
  const reply = await callLogin(calls, {
    method: "POST",
    host,
    path: "/oauth/access_token",
    params: {
      client_id: app.appId,
      client_secret: app.secret,
      grant_type: "authorization_code",
      redirect_uri: app.redirectUri,
      code,
    },
    schema: CodeReply,
  });
  const { access_token, permissions } = reply ?? { access_token: "" };
  const scopes = typeof permissions === "string" ? permissions.split(",") : permissions;
  return {
    token: new Secret(access_token),
    scopes: scopes?.map((name) => name.trim()).filter((name) => name !== "") ?? null,
  };
}

/** The hour's token for one of 60 days (`/access_token` reference, 2026-03-09). @throws GraphFailure */
export async function lengthenInstagramToken(
  calls: Calls,
  host: string,
  { app, token }: { readonly app: LoginApp; readonly token: Secret },
): Promise<FreshToken> {
  const reply = await callLogin(calls, {
    method: "GET",
    host,
    path: "/access_token",
    params: { grant_type: "ig_exchange_token", client_secret: app.secret, access_token: token },
    schema: LongReply,
  });
  const expiresAt = Math.round(calls.clock.now() + reply.expires_in * 1000);
  return { token: new Secret(reply.access_token), expiresAt };
}

export type FacebookHost = { readonly host: string; readonly version: string };

type FacebookApp = { readonly app: LoginApp };

/** Facebook's code for a user's token of an hour or two (Manually Build a Login Flow, 2026-03-10). @throws GraphFailure */
export function exchangeFacebookCode(
  calls: Calls,
  at: FacebookHost,
  { app, code }: FacebookApp & { readonly code: string },
): Promise<Secret> {
  return askFacebook(calls, at, { app, params: { redirect_uri: app.redirectUri, code } });
}

/** That token for one of some 60 days: a Page's token got with it has no end (Long-Lived Access Tokens). @throws GraphFailure */
export function lengthenFacebookToken(
  calls: Calls,
  at: FacebookHost,
  { app, token }: FacebookApp & { readonly token: Secret },
): Promise<Secret> {
  const params = { grant_type: "fb_exchange_token", fb_exchange_token: token };
  return askFacebook(calls, at, { app, params });
}

async function askFacebook(
  calls: Calls,
  { host, version }: FacebookHost,
  { app, params }: FacebookApp & { readonly params: Readonly<Record<string, string | Secret>> },
): Promise<Secret> {
  const reply = await callLogin(calls, {
    method: "GET",
    host,
    path: `/${version}/oauth/access_token`,
    params: { client_id: app.appId, client_secret: app.secret, ...params },
    schema: z.object({ access_token: Token }),
  });
  return new Secret(reply.access_token);
}
