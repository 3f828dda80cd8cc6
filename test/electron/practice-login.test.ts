import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callGraph, logIn, practise, type Practised } from "../harness/practice-client.ts";

const redirect_uri = "https://localhost/auth";
const APP = { appId: "1234567890", secret: "app-secret", login: "instagram" as const };
const FACEBOOK = { appId: "9876543210", secret: "meta-secret", login: "facebook" as const };
const SCOPES =
  "instagram_business_basic,instagram_business_content_publish,instagram_business_manage_comments";
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

async function withApp(
  app: typeof APP | typeof FACEBOOK = APP,
  behaviour: { tokenReply?: "data" | "flat" } = {},
): Promise<Practised> {
  const practice = await practise({ login: app.login, behaviour });
  practice.server.registerApp({ ...app, redirectUris: [redirect_uri] });
  return practice;
}

function authorize(practice: Practised, change: Readonly<Record<string, string>> = {}): string {
  const url = new URL("/oauth/authorize", practice.server.origin);
  const params = { client_id: APP.appId, redirect_uri, response_type: "code", scope: SCOPES };
  url.search = String(new URLSearchParams({ ...params, state: "s 1&2", ...change }));
  return url.href;
}

/** The reply to a code, in whichever shape, or the refusal. */
async function exchange(
  practice: Practised,
  code: string,
  change: Readonly<Record<string, string>> = {},
) {
  const body = new URLSearchParams({
    client_id: APP.appId,
    client_secret: APP.secret,
    grant_type: "authorization_code",
    redirect_uri,
    code,
    ...change,
  });
  const reply = await fetch(`${practice.server.origin}/oauth/access_token`, {
    method: "POST",
    body,
  });
  return { status: reply.status, text: await reply.text() };
}

function codeIn(url: URL): string {
  return url.searchParams.get("code") ?? "";
}

function shortToken(text: string): string {
  return (JSON.parse(text) as { data: [{ access_token: string }] }).data[0].access_token;
}

function graph(practice: Practised, path: string, params: Readonly<Record<string, string>>) {
  return callGraph(`${practice.server.origin}${path}`, "GET", params);
}

test("allowing sends the browser back with a code, the state as it was, and #_ at the end", async () => {
  await using practice = await withApp();
  const back = await logIn(authorize(practice));
  expect(back.href).toMatch(/^https:\/\/localhost\/auth\?code=AQ[\w-]+&state=s\+1%262#_$/);
});

test("denying sends it back with the reason", async () => {
  await using practice = await withApp();
  const back = await logIn(authorize(practice), "deny");
  expect(Object.fromEntries(back.searchParams)).toEqual({
    error: "access_denied",
    error_reason: "user_denied",
    error_description: expect.any(String),
    state: "s 1&2",
  });
});

test.each([
  ["an unknown app", { client_id: "42" }],
  ["a redirect_uri with a slash more", { redirect_uri: `${redirect_uri}/` }],
  ["another response_type", { response_type: "token" }],
  ["a scope that is none", { scope: "user_profile" }],
  ["no scope", { scope: "" }],
])("a login with %s ends on a page of its own", async (_what, change) => {
  await using practice = await withApp();
  const reply = await fetch(authorize(practice, change), { redirect: "manual" });
  expect(reply.status).toBe(400);
  expect(await reply.text()).toContain("something went wrong");
});

test("a code becomes a token for an hour, that one for 60 days, and who it is stands in /me", async () => {
  await using practice = await withApp();
  const { text } = await exchange(practice, codeIn(await logIn(authorize(practice))));
  expect(JSON.parse(text)).toEqual({
    data: [
      {
        access_token: expect.stringMatching(/^IG/),
        user_id: expect.any(String),
        permissions: SCOPES,
      },
    ],
  });
  const access_token = shortToken(text);
  const params = { grant_type: "ig_exchange_token", client_secret: APP.secret, access_token };
  const long = await graph(practice, "/access_token", params);
  expect(long.body).toMatchObject({ token_type: "bearer", expires_in: 5_183_944 });
  const me = { fields: "id,user_id", access_token: long.body.access_token };
  expect((await graph(practice, "/v26.0/me", me)).body.user_id).toBe(practice.userId);

  expect((await graph(practice, "/access_token", { ...params, client_secret: "x" })).status).toBe(
    400,
  );
  const again = { ...params, access_token: long.body.access_token };
  expect((await graph(practice, "/access_token", again)).status).toBe(400);
  practice.clock.advance(HOUR);
  const dead = await graph(practice, "/v26.0/me", { access_token });
  expect([dead.body.error.code, dead.body.error.error_subcode]).toEqual([190, 463]);
  const late = await graph(practice, "/access_token", params);
  expect(late.body.error.code).toBe(190);
  expect((await graph(practice, "/v26.0/me", me)).status).toBe(200);
});

test("the other shape of the reply has the id as a number too large for one, and permissions as a list", async () => {
  await using practice = await withApp(APP, { tokenReply: "flat" });
  const { text } = await exchange(practice, codeIn(await logIn(authorize(practice))));
  expect(text).toMatch(/"user_id":178\d{14}[,}]/);
  expect(JSON.parse(text)).toMatchObject({ permissions: SCOPES.split(",") });
});

test.each([
  ["the wrong secret", { client_secret: "x" }, /client secret/],
  ["another redirect_uri", { redirect_uri: "https://localhost/other" }, /redirect_uri/],
  ["another grant_type", { grant_type: "x" }, /grant_type/],
  ["an unknown app", { client_id: "42" }, /platform app/],
])("an exchange with %s is refused in that host's words", async (_what, change, why) => {
  await using practice = await withApp();
  const { status, text } = await exchange(
    practice,
    codeIn(await logIn(authorize(practice))),
    change,
  );
  expect(status).toBe(400);
  expect(JSON.parse(text)).toEqual({
    error_type: "OAuthException",
    code: 400,
    error_message: expect.stringMatching(why),
  });
});

test("a code is good once, for an hour, and without its #_", async () => {
  await using practice = await withApp();
  const code = codeIn(await logIn(authorize(practice)));
  expect((await exchange(practice, `${code}#_`)).status).toBe(400);
  expect((await exchange(practice, code)).status).toBe(200);
  expect((await exchange(practice, code)).text).toContain("has been used");
  const late = codeIn(await logIn(authorize(practice)));
  practice.clock.advance(HOUR);
  expect((await exchange(practice, late)).text).toContain("expired");
});

test("what was not allowed is refused with 10, on each call that needs it", async () => {
  await using practice = await withApp();
  const code = codeIn(await logIn(authorize(practice), "allow-part"));
  const access_token = shortToken((await exchange(practice, code)).text);
  const create = await practice.call("POST", "/v26.0/me/media", { access_token });
  expect(create.body.error.code).toBe(10);
  expect((await practice.call("GET", "/v26.0/me/media", { access_token })).status).toBe(200);
  const { token } = practice.server.issueToken(practice.userId, ["instagram_business_basic"]);
  const mediaId = await practice.post("x");
  const comments = { access_token: token };
  const list = await practice.call("GET", `/v26.0/${mediaId}/comments`, comments);
  expect(list.body.error.code).toBe(10);
});

test("a short token cannot be refreshed, a long one a day old can, and a revoked one is told 190", async () => {
  await using practice = await withApp();
  const access_token = shortToken(
    (await exchange(practice, codeIn(await logIn(authorize(practice))))).text,
  );
  const refresh = { grant_type: "ig_refresh_token" };
  const short = await practice.call("GET", "/refresh_access_token", { ...refresh, access_token });
  expect(short.status).toBe(400);
  practice.clock.advance(DAY);
  const renewed = await practice.call("GET", "/refresh_access_token", refresh);
  expect(renewed.body.expires_in).toBe(5_184_000);
  practice.server.revoke(practice.userId);
  for (const token of [practice.token, renewed.body.access_token]) {
    const { body } = await practice.call("GET", "/v26.0/me", { access_token: token });
    expect([body.error.code, body.error.error_subcode]).toEqual([190, 458]);
  }
});

test("neither secret nor code nor token stands in the ledger", async () => {
  await using practice = await withApp();
  const code = codeIn(await logIn(authorize(practice)));
  const { text } = await exchange(practice, code);
  const ledger = readFileSync(join(practice.folder, "ledger.jsonl"), "utf8");
  for (const secret of [APP.secret, code, shortToken(text)]) expect(ledger).not.toContain(secret);
});

const FACEBOOK_SCOPES =
  "instagram_basic,instagram_content_publish,pages_show_list,pages_manage_posts";

async function loginWithFacebook(practice: Practised): Promise<string> {
  const url = new URL("/v26.0/dialog/oauth", practice.server.origin);
  url.search = String(
    new URLSearchParams({
      client_id: FACEBOOK.appId,
      redirect_uri,
      response_type: "code",
      state: "x",
      scope: FACEBOOK_SCOPES,
    }),
  );
  const back = await logIn(url.href);
  expect(back.hash).toBe("#_=_");
  const params = { client_id: FACEBOOK.appId, client_secret: FACEBOOK.secret, redirect_uri };
  const path = "/v26.0/oauth/access_token";
  const short = await graph(practice, path, { ...params, code: codeIn(back) });
  expect(short.body.expires_in).toBe(3600);
  const again = await graph(practice, path, { ...params, code: codeIn(back) });
  expect(again.body.error.message).toContain("has been used");
  const long = await graph(practice, path, {
    ...params,
    grant_type: "fb_exchange_token",
    fb_exchange_token: short.body.access_token,
  });
  expect(long.body).toMatchObject({ token_type: "bearer", expires_in: 5_184_000 });
  return long.body.access_token;
}

test("Facebook Login leads to the Pages, their tokens and the accounts linked to them", async () => {
  await using practice = await withApp(FACEBOOK);
  const access_token = await loginWithFacebook(practice);
  const fields = "id,name,access_token,instagram_business_account";
  const { body } = await graph(practice, "/v26.0/me/accounts", { access_token, fields });
  expect(body.data).toEqual([
    {
      id: expect.stringMatching(/^122/),
      name: "Defeah on Facebook",
      access_token: expect.stringMatching(/^EAA/),
      instagram_business_account: { id: practice.userId },
    },
  ]);
  const page = String(body.data[0]?.["access_token"]);
  for (const token of [access_token, page]) {
    const read = { access_token: token, fields: "id,username" };
    const account = await graph(practice, `/v26.0/${practice.userId}`, read);
    expect(account.body).toEqual({ id: practice.userId, username: "defeah.home" });
    expect((await graph(practice, "/v26.0/me/media", read)).body.error.code).toBe(100);
  }
  const granted = await graph(practice, "/v26.0/me/permissions", { access_token });
  const statuses = new Map(granted.body.data.map((row) => [row["permission"], row["status"]]));
  expect(statuses.get("pages_show_list")).toBe("granted");
  expect(statuses.get("instagram_manage_insights")).toBe("declined");
  practice.clock.advance(61 * DAY);
  const person = await graph(practice, "/v26.0/me", { access_token });
  expect(person.body.error.error_subcode).toBe(463);
  const byPage = { access_token: page };
  expect((await graph(practice, `/v26.0/${practice.userId}`, byPage)).status).toBe(200);
});

test("a person may have several Pages, and one without an account is told without", async () => {
  await using practice = await withApp(FACEBOOK);
  const page = practice.server.ledger().find((entry) => entry.kind === "page");
  const personId = page?.kind === "page" ? page.personId : "";
  practice.server.createPage({ name: "Only a Page", personId });
  const second = practice.server.createAccount({
    username: "defeah.two",
    name: "Two",
    login: "facebook",
    personId,
    accountType: "MEDIA_CREATOR",
  });
  const access_token = await loginWithFacebook(practice);
  const fields = "name,instagram_business_account{id,username}";
  const { body } = await graph(practice, "/v26.0/me/accounts", { access_token, fields });
  expect(body.data.map((row) => [row["name"], row["instagram_business_account"]])).toEqual([
    ["Defeah on Facebook", expect.objectContaining({ username: "defeah.home" })],
    ["Only a Page", undefined],
    ["Two on Facebook", expect.objectContaining({ id: second.platformUserId })],
  ]);
  const story = { media_type: "STORIES", image_url: "http://127.0.0.1:1/x.jpg", access_token };
  const path = (id: string): string => `/v26.0/${id}/media`;
  const creator = await practice.call("POST", path(second.platformUserId), story);
  expect(creator.body.error.message).toContain("business accounts only");
  const business = await practice.call("POST", path(practice.userId), story);
  expect(business.body.error.code).toBe(9004);
});

test("debug_token tells of Facebook's tokens what they are, to the app or to another token of it", async () => {
  await using practice = await withApp(FACEBOOK);
  const token = await loginWithFacebook(practice);
  const ask = (access_token: string, input_token = token) =>
    graph(practice, "/v26.0/debug_token", { input_token, access_token });
  const app = `${FACEBOOK.appId}|${FACEBOOK.secret}`;
  for (const caller of [app, token]) {
    const { body } = await ask(caller);
    expect(body.data).toMatchObject({
      app_id: FACEBOOK.appId,
      type: "USER",
      is_valid: true,
      scopes: FACEBOOK_SCOPES.split(","),
      expires_at: expect.any(Number),
      issued_at: expect.any(Number),
    });
  }
  expect((await ask("nobody")).body.error.code).toBe(190);
  practice.server.revoke(practice.userId, 460);
  expect((await ask(app)).body.data).toMatchObject({
    is_valid: false,
    error: { code: 190, subcode: 460 },
  });
});

test("a photo that a Page does not publish serves as image_url, and can be deleted", async () => {
  await using practice = await withApp(FACEBOOK);
  const access_token = await loginWithFacebook(practice);
  const fields = { access_token, fields: "id,access_token" };
  const pages = await graph(practice, "/v26.0/me/accounts", fields);
  const [page] = pages.body.data;
  const token = String(page?.["access_token"]);
  const upload = async (bearer: string): Promise<{ id: string }> => {
    const form = new FormData();
    form.set("published", "false");
    form.set("source", new Blob([await linen()]), "picture.jpg");
    const headers = { authorization: `Bearer ${bearer}` };
    const url = `${practice.server.origin}/v26.0/${page?.id}/photos`;
    return (await fetch(url, { method: "POST", headers, body: form })).json() as Promise<{
      id: string;
    }>;
  };
  expect(await upload(access_token)).toMatchObject({ error: { code: 100 } });
  const { id } = await upload(token);
  const path = `/v26.0/${id}`;
  const photo = await graph(practice, path, { access_token: token, fields: "images" });
  const { images } = photo.body as unknown as { images: { width: number; source: string }[] };
  expect(images.map(({ width }) => width)).toEqual([1080, 960, 320]);
  expect(await practice.make({ image_url: images[0]?.source ?? "" })).toMatch(/^179/);
  const gone = await callGraph(
    `${practice.server.origin}${path}?access_token=${token}`,
    "DELETE",
    {},
  );
  expect(gone.body).toEqual({ success: true });
  expect((await graph(practice, path, { access_token: token })).body.error.code).toBe(100);
});

test("exchanges can be made to fail like any other call", async () => {
  await using practice = await practise({
    faults: {
      rules: [
        { on: "code", nth: 1, effect: { kind: "drop", acts: true } },
        { on: "exchange", nth: 1, effect: { kind: "server-error", acts: false } },
      ],
    },
  });
  practice.server.registerApp({ ...APP, redirectUris: [redirect_uri] });
  const code = codeIn(await logIn(authorize(practice)));
  await expect(exchange(practice, code)).rejects.toThrow("fetch failed");
  expect((await exchange(practice, code)).text).toContain("has been used");
  expect((await graph(practice, "/access_token", {})).status).toBe(500);
});

async function linen(): Promise<Uint8Array<ArrayBuffer>> {
  const { picture } = await import("../harness/practice-client.ts");
  return new Uint8Array(await picture(1080, 1350));
}
