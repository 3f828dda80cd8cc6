import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "../../shared/result.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";
import { createTestApp, type TestApp } from "../harness/test-app.ts";
import {
  CANARY,
  refuse,
  reply,
  startGraphServer,
  type Answer,
  type GraphServer,
} from "./graph-server.ts";

const DAY = 86_400_000;
const SECRET = "0123456789abcdef0123456789abcdef";
const SHORT = CANARY.replace("canary", "short0");
const LONG = CANARY.replace("canary", "long00");
const ID = "17841400000000001";
const SCOPES =
  "instagram_business_basic,instagram_business_content_publish,instagram_business_manage_comments,instagram_business_manage_insights";
const APP = {
  login: "instagram",
  appId: "1234567890",
  appSecret: SECRET,
  redirectUri: "https://localhost/auth/",
} as const;

let api: GraphServer;
let own: Readonly<Record<string, Answer>> = {};
beforeAll(async () => {
  api = await startGraphServer();
  const usual: Readonly<Record<string, Answer>> = {
    "POST /oauth/access_token": reply({
      data: [{ access_token: SHORT, user_id: 17841400000000001n.toString(), permissions: SCOPES }],
    }),
    "GET /access_token": reply({ access_token: LONG, token_type: "bearer", expires_in: 5_184_000 }),
    "GET /v26.0/me": reply({ user_id: ID, username: "defeah", account_type: "BUSINESS" }),
  };
  api.answer((response, seen) =>
    ({ ...usual, ...own }[`${seen.method} ${seen.path}`] ?? refuse(100))(response, seen),
  );
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
  own = {};
});

async function start(ports: FakePorts = fakePorts()) {
  const run = await createTestApp(ports, { retryDelaysMs: [] });
  await run.ipc.settings.set({
    graphHost: api.origin,
    instagramCodeHost: api.origin,
    instagramLoginHost: api.origin,
  });
  await run.ipc.accounts.setLoginApp(APP);
  return run;
}

/** She logs in and allows it: back it leads with a code and the state it was sent with. */
function allow(run: TestApp, change: (answer: URL) => string = (url) => `${url.toString()}#_`) {
  run.ports.given.logins.push(({ url, redirectUri }) => {
    const back = new URL(redirectUri);
    back.searchParams.set("code", "AQBcode");
    back.searchParams.set("state", new URL(url).searchParams.get("state") ?? "");
    return change(back);
  });
}

const login = (run: TestApp) =>
  run.ipc.accounts.login({ login: "instagram", timeZone: "Europe/Berlin" });

async function refused(run: TestApp): Promise<AppError> {
  const error = await login(run).catch((cause: unknown) => cause);
  expect(await run.ipc.accounts.list({})).toEqual([]);
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe("Instagram login", () => {
  test("leads from her own app to an account with a token of sixty days, /me asked before anything is kept", async () => {
    await using run = await start();
    let sent: URL | undefined;
    run.ports.given.logins.push(({ url, redirectUri }) => {
      sent = new URL(url);
      return `${redirectUri}?code=AQBcode&state=${sent.searchParams.get("state")}#_`;
    });
    const got = await login(run);
    const now = run.ports.clock.now();
    expect(got).toMatchObject({
      kind: "connected",
      account: {
        login: "instagram",
        page: null,
        username: "defeah",
        platformUserId: ID,
        tokenExpiresAt: now + 60 * DAY,
        tokenExpiryIsEstimate: false,
        timeZone: "Europe/Berlin",
      },
    });
    expect(Object.fromEntries(sent?.searchParams ?? [])).toEqual({
      client_id: "1234567890",
      redirect_uri: "https://localhost/auth/",
      response_type: "code",
      scope: SCOPES,
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(api.seen.map((seen) => `${seen.method} ${seen.path}`)).toEqual([
      "POST /oauth/access_token",
      "GET /access_token",
      "GET /v26.0/me",
    ]);
    expect(Object.fromEntries(api.seen[0]?.form ?? [])).toEqual({
      client_id: "1234567890",
      client_secret: SECRET,
      grant_type: "authorization_code",
      redirect_uri: "https://localhost/auth/",
      code: "AQBcode",
    });
    expect(api.seen[1]?.query.get("access_token")).toBe(SHORT);
    expect(api.seen[2]?.headers.authorization).toBe(`Bearer ${LONG}`);
  });

  test.each([
    [
      "at the top, with a list of permissions",
      { access_token: SHORT, user_id: ID, permissions: SCOPES.split(",") },
    ],
    ["at the top, without permissions", { access_token: SHORT, user_id: ID }],
    [
      "in a list, with spaces",
      { data: [{ access_token: SHORT, user_id: ID, permissions: SCOPES.replaceAll(",", ", ") }] },
    ],
  ])("takes the code's answer %s", async (_, body) => {
    own = { "POST /oauth/access_token": reply(body) };
    await using run = await start();
    allow(run);
    expect(await login(run)).toMatchObject({ kind: "connected" });
  });

  test("each login has a state of its own", async () => {
    await using run = await start();
    const states: (string | null)[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      run.ports.given.logins.push(({ url }) => {
        states.push(new URL(url).searchParams.get("state"));
        return undefined;
      });
      await login(run).catch(() => {});
    }
    expect(new Set(states).size).toBe(3);
  });

  test.each([
    [
      "with another login's state",
      (url: URL) => (url.searchParams.set("state", "x".repeat(43)), url.toString()),
      /does not belong to this login/,
    ],
    [
      "without a state",
      (url: URL) => (url.searchParams.delete("state"), url.toString()),
      /does not belong to this login/,
    ],
    [
      "without a code",
      (url: URL) => (url.searchParams.delete("code"), url.toString()),
      /without its code/,
    ],
    [
      "denied",
      () =>
        "https://localhost/auth/?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request",
      /did not allow the app in/,
    ],
    [
      "refused by Meta",
      () => "https://localhost/auth/?error=server_error&error_description=Try+later.",
      /Meta refused the login: Try later\./,
    ],
  ] as const)(
    "an answer that comes back %s stores nothing and asks nobody",
    async (_, change, words) => {
      await using run = await start();
      allow(run, change);
      const error = await refused(run);
      expect(error.message).toMatch(words);
      expect(api.seen).toEqual([]);
    },
  );

  test("an answer is good for one login: the next one does not take it", async () => {
    await using run = await start();
    let first = "";
    allow(run, (url) => (first = url.toString()));
    await login(run);
    run.ports.given.logins.push(() => first);
    await expect(login(run)).rejects.toMatchObject({
      message: expect.stringContaining("does not belong"),
    });
    expect(api.seen.filter((seen) => seen.path === "/oauth/access_token")).toHaveLength(1);
  });

  test("closed by her: nothing is stored, and it says so", async () => {
    await using run = await start();
    run.ports.given.logins.push(() => undefined);
    expect((await refused(run)).message).toMatch(
      /was closed before Meta had answered. Nothing was stored/,
    );
  });

  test.each([
    [
      "she cancels it",
      async (run: Awaited<ReturnType<typeof start>>) =>
        void (await run.ipc.accounts.cancelLogin({})),
    ],
    [
      "ten minutes pass",
      async (run: Awaited<ReturnType<typeof start>>) => run.ports.clock.advance(10 * 60_000),
    ],
    [
      "another login begins",
      async (run: Awaited<ReturnType<typeof start>>) => {
        run.ports.given.logins.push(() => undefined);
        await login(run).catch(() => {});
      },
    ],
  ])("its window closes when %s", async (_, happen) => {
    await using run = await start();
    let wasClosed = false;
    run.ports.given.logins.push(
      ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            wasClosed = true;
            resolve(undefined);
          });
        }),
    );
    const pending = login(run).catch((error: unknown) => error);
    await vi.waitFor(() => expect(run.ports.given.logins).toHaveLength(0));
    await happen(run);
    expect(await pending).toMatchObject({ message: expect.stringContaining("was closed") });
    expect(wasClosed).toBe(true);
  });

  const told = (error_message: string) =>
    reply({ error_type: "OAuthException", code: 400, error_message }, 400);
  const refusals: readonly (readonly [string, typeof own, RegExp])[] = [
    [
      "a wrong secret",
      { "POST /oauth/access_token": told("Invalid client_secret: xyz") },
      /app's secret.*App Dashboard/,
    ],
    [
      "a wrong number",
      { "POST /oauth/access_token": told("Invalid platform app") },
      /does not know this app ID.*Instagram app ID/,
    ],
    [
      "a wrong address",
      {
        "POST /oauth/access_token": told(
          "Error validating verification code. Please make sure your redirect_uri is identical",
        ),
      },
      /not the one registered.*slash/,
    ],
    [
      "a used code",
      { "POST /oauth/access_token": told("This authorization code has been used") },
      /has been used or has run out.*Begin/,
    ],
    [
      "something new",
      { "POST /oauth/access_token": told("Computer says no") },
      /Meta refused the login/,
    ],
    ["a fault of Meta's", { "POST /oauth/access_token": reply("<html>", 502) }, /fault of its own/],
    [
      "an empty token",
      { "POST /oauth/access_token": reply({ access_token: "" }) },
      /could not be read/,
    ],
    ["no longer token", { "GET /access_token": refuse(190) }, /Meta refused the login/],
    [
      "a token that /me refuses",
      { "GET /v26.0/me": refuse(190) },
      /no longer accepts this token.*Nothing was stored/,
    ],
    [
      "a personal account",
      { "GET /v26.0/me": reply({ user_id: ID, username: "defeah", account_type: "PERSONAL" }) },
      /personal account/,
    ],
    [
      "a permission she unticked",
      {
        "POST /oauth/access_token": reply({
          access_token: SHORT,
          user_id: ID,
          permissions: "instagram_business_basic",
        }),
      },
      /did not allow instagram_business_content_publish/,
    ],
    [
      "a line that breaks",
      { "GET /access_token": (response) => void response.socket?.destroy() },
      /connection to Instagram broke off.*Nothing was stored/,
    ],
  ];
  test.each(refusals)("%s: in words, and nothing is stored", async (_, answers, words) => {
    own = answers;
    await using run = await start();
    allow(run);
    const error = await refused(run);
    expect(error.message).toMatch(words);
    // The code is spent: it is never sent twice.
    expect(api.seen.filter((seen) => seen.path === "/oauth/access_token")).toHaveLength(1);
    const everything = JSON.stringify([error, run.ports.recorded.logs]);
    for (const secret of [SECRET, SHORT, LONG, "AQBcode"]) expect(everything).not.toContain(secret);
  });

  test("a good account keeps its token when the login that was to replace it fails", async () => {
    await using run = await start();
    allow(run);
    await login(run);
    const [before] = await run.ipc.accounts.list({});
    own = { "GET /v26.0/me": refuse(190) };
    allow(run);
    await expect(login(run)).rejects.toBeInstanceOf(AppError);
    expect(await run.ipc.accounts.list({})).toEqual([before]);
    own = { [`GET /v26.0/${ID}/media`]: reply({ data: [] }) };
    await run.ipc.accounts.profile({ id: before?.id ?? "" });
    expect(api.seen.at(-1)?.headers.authorization).toBe(`Bearer ${LONG}`);
  });

  test("in her own browser: she copies the address it ended at", async () => {
    await using run = await start();
    const pending = run.ipc.accounts.login({ login: "instagram", inBrowser: true });
    await vi.waitFor(() => expect(run.ports.recorded.links).toHaveLength(1));
    const state = new URL(run.ports.recorded.links[0] ?? "").searchParams.get("state");
    await run.ipc.accounts.answerLogin({
      address: ` https://localhost/auth/?code=AQBcode&state=${state}#_\n`,
    });
    expect(await pending).toMatchObject({ kind: "connected" });
    await expect(run.ipc.accounts.answerLogin({ address: "https://x" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("her Meta app", () => {
  test("is asked for before a login, and its secret is told to nobody", async () => {
    await using run = await createTestApp();
    await expect(login(run)).rejects.toMatchObject({
      message: expect.stringMatching(/number and secret first/),
    });
    await run.ipc.accounts.setLoginApp(APP);
    const apps = await run.ipc.accounts.setLoginApp({ ...APP, appId: "99999", appSecret: "" });
    expect(apps.instagram).toEqual({
      appId: "99999",
      hasSecret: true,
      redirectUri: APP.redirectUri,
    });
    expect(apps.facebook).toMatchObject({ appId: "", hasSecret: false });
    expect(JSON.stringify(await run.ipc.settings.get({}))).not.toContain(SECRET);
  });

  test("outlives a restart, sealed", async () => {
    const ports = fakePorts();
    {
      await using run = await createTestApp(ports);
      await run.ipc.accounts.setLoginApp(APP);
    }
    await using again = await createTestApp(ports);
    expect(await again.ipc.accounts.loginApps({})).toMatchObject({
      instagram: { appId: "1234567890", hasSecret: true },
    });
  });

  test.each(["", "12", "12a45", "1 2 3 4 5 6"])("refuses %j as its number", async (appId) => {
    await using run = await createTestApp();
    await expect(run.ipc.accounts.setLoginApp({ ...APP, appId })).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});
