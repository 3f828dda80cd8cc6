import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LoginReply } from "../../shared/contract/accounts.ts";
import { fakePorts } from "../fakes/ports.ts";
import { createTestApp, type TestApp } from "../harness/test-app.ts";
import { refuse, reply, startGraphServer, type Answer, type GraphServer } from "./graph-server.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const token = (name: string) => `EAAB${name}Token0That0Must0Never0Be0Seen0Anywhere0123456789`;
const ID = "17841400000000001";
const NEEDED = [
  "instagram_basic",
  "instagram_content_publish",
  "pages_show_list",
  "pages_read_engagement",
  "instagram_manage_comments",
  "instagram_manage_insights",
];
const granted = (names: readonly string[]) =>
  reply({ data: names.map((permission) => ({ permission, status: "granted" })) });
const PAGES = [
  {
    id: "101",
    name: "Defeah Home",
    access_token: token("home"),
    instagram_business_account: { id: ID, username: "defeah" },
  },
  { id: "102", name: "Defeah Careers", access_token: token("careers") },
  {
    id: "103",
    name: "Partner",
    instagram_business_account: { id: "17841400000000003", username: "partner" },
  },
];
const APP = {
  login: "facebook",
  appId: "1234567890",
  appSecret: SECRET,
  redirectUri: "https://www.facebook.com/connect/login_success.html",
} as const;

let api: GraphServer;
let own: Readonly<Record<string, Answer>> = {};
beforeAll(async () => {
  api = await startGraphServer();
  const usual: Readonly<Record<string, Answer>> = {
    "/v26.0/oauth/access_token": (response, seen) =>
      reply({
        access_token: token(seen.query.has("fb_exchange_token") ? "long" : "short"),
        token_type: "bearer",
      })(response, seen),
    "/v26.0/me/accounts": reply({ data: PAGES }),
    "/v26.0/me/permissions": granted(NEEDED),
    [`/v26.0/${ID}`]: reply({ id: ID, username: "defeah", name: "Defeah" }),
    [`/v26.0/${ID}/content_publishing_limit`]: reply({
      data: [{ quota_usage: 1, config: { quota_total: 50, quota_duration: 86_400 } }],
    }),
    [`/v26.0/${ID}/media`]: reply({ data: [] }),
    "/v26.0/101": reply(PAGES[0]),
  };
  api.answer((response, seen) => ({ ...usual, ...own }[seen.path] ?? refuse(100))(response, seen));
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
  own = {};
});

async function start() {
  const run = await createTestApp(fakePorts(), { retryDelaysMs: [] });
  // Nothing of a Facebook login may go to the other login's host.
  await run.ipc.settings.set({ facebookGraphHost: api.origin, graphHost: "http://127.0.0.1:9" });
  await run.ipc.accounts.setLoginApp(APP);
  return run;
}

async function login(run: TestApp): Promise<Extract<LoginReply, { kind: "choose" }>> {
  run.ports.given.logins.push(({ url, redirectUri }) => {
    const state = new URL(url).searchParams.get("state");
    return `${redirectUri}?code=AQBcode&state=${state}#_=_`;
  });
  const answer = await run.ipc.accounts.login({ login: "facebook" });
  if (answer.kind !== "choose") throw new Error("There is nothing to choose from.");
  return answer;
}

describe("Facebook login", () => {
  test("shows each Page she allowed and why one cannot be used, no token among them", async () => {
    await using run = await start();
    const { ticket, pages } = await login(run);
    expect(pages).toEqual([
      { pageId: "101", name: "Defeah Home", username: "defeah", canUse: true },
      { pageId: "102", name: "Defeah Careers", username: null, canUse: false },
      { pageId: "103", name: "Partner", username: "partner", canUse: false },
    ]);
    expect(ticket).toMatch(/^[\w-]{43}$/);
    expect(await run.ipc.accounts.list({})).toEqual([]);
    const [short, long] = api.seen;
    expect(Object.fromEntries(short?.query ?? [])).toEqual({
      client_id: "1234567890",
      client_secret: SECRET,
      redirect_uri: APP.redirectUri,
      code: "AQBcode",
    });
    expect(long?.query.get("fb_exchange_token")).toBe(token("short"));
  });

  test("the chosen Page's token speaks for its Instagram account, on Facebook's host, and has no end", async () => {
    await using run = await start();
    const { ticket } = await login(run);
    const account = await run.ipc.accounts.choosePage({ ticket, pageId: "101", timeZone: "UTC" });
    expect(account).toMatchObject({
      kind: "instagram",
      login: "facebook",
      page: { id: "101", name: "Defeah Home" },
      platformUserId: ID,
      tokenExpiresAt: null,
    });
    await run.ipc.accounts.profile({ id: account.id });
    expect(api.seen.at(-1)).toMatchObject({
      headers: { authorization: `Bearer ${token("home")}` },
    });
    await run.ports.clock.advance(30 * 86_400_000);
    expect(api.seen.filter((seen) => seen.path.includes("refresh"))).toEqual([]);
    await expect(run.ipc.accounts.refresh({ id: account.id })).rejects.toMatchObject({
      message: expect.stringContaining("no end"),
    });
    const everything = JSON.stringify([account, run.ports.recorded.logs]);
    for (const name of ["home", "careers", "short", "long"])
      expect(everything).not.toContain(token(name));
  });

  test("a choice can be made once, of a Page that was shown, and not for ever", async () => {
    await using run = await start();
    const { ticket } = await login(run);
    const choose = (pageId: string, with_ = ticket) =>
      run.ipc.accounts.choosePage({ ticket: with_, pageId });
    await expect(choose("101", "x")).rejects.toMatchObject({ code: "not-found" });
    await expect(choose("999")).rejects.toMatchObject({ code: "not-found" });
    await expect(choose("102")).rejects.toMatchObject({
      message: expect.stringMatching(
        /No Instagram account is linked to Defeah Careers.*Linked accounts/,
      ),
    });
    await expect(choose("103")).rejects.toMatchObject({
      message: expect.stringMatching(/no token for Partner.*full control/),
    });
    run.ports.clock.jump(11 * 60_000);
    await expect(choose("101")).rejects.toMatchObject({
      message: expect.stringContaining("is over"),
    });
    run.ports.clock.jump(-11 * 60_000);
    await choose("101");
    await expect(choose("101")).rejects.toMatchObject({ code: "not-found" });
  });

  test("a Page whose account does not answer to its token is not stored", async () => {
    own = { [`/v26.0/${ID}`]: refuse(190) };
    await using run = await start();
    const { ticket } = await login(run);
    await expect(run.ipc.accounts.choosePage({ ticket, pageId: "101" })).rejects.toMatchObject({
      message: expect.stringContaining("Nothing was stored"),
    });
    expect(await run.ipc.accounts.list({})).toEqual([]);
  });

  test.each([
    ["no Page", { "/v26.0/me/accounts": reply({ data: [] }) }, /lists no Page that you allowed/],
    [
      "a permission she unticked",
      { "/v26.0/me/permissions": granted(NEEDED.filter((name) => !name.includes("publish"))) },
      /did not allow instagram_content_publish/,
    ],
    [
      "a wrong secret",
      {
        "/v26.0/oauth/access_token": reply(
          { error: { message: "Error validating client secret.", code: 1 } },
          400,
        ),
      },
      /app's secret/,
    ],
  ] as const)("%s: in words, and nothing is stored", async (_, answers, words) => {
    own = answers;
    await using run = await start();
    await expect(login(run)).rejects.toMatchObject({ message: expect.stringMatching(words) });
    expect(await run.ipc.accounts.list({})).toEqual([]);
  });

  test("the same account by the other login is the same account, on the other host", async () => {
    await using run = await start();
    const { ticket } = await login(run);
    const first = await run.ipc.accounts.choosePage({ ticket, pageId: "101" });
    own = { "/v26.0/me": reply({ user_id: ID, username: "defeah", account_type: "BUSINESS" }) };
    await run.ipc.settings.set({ graphHost: api.origin });
    const again = await run.ipc.accounts.connect({ token: token("x").replace("EAAB", "IGAA") });
    expect(again).toMatchObject({ id: first.id, login: "instagram", page: null });
  });
});

describe("the doctor, by Facebook login", () => {
  async function connected() {
    const run = await start();
    const { ticket } = await login(run);
    const { id } = await run.ipc.accounts.choosePage({ ticket, pageId: "101" });
    const look = async () =>
      Object.fromEntries(
        (await run.ipc.accounts.diagnose({ id })).findings.map((item) => [item.id, item]),
      );
    return { run, look };
  }

  test("says what is well and what no API tells", async () => {
    const { run, look } = await connected();
    await using _ = run;
    const found = await look();
    expect(found["page"]).toMatchObject({
      verdict: "pass",
      says: "Defeah Home is linked to @defeah.",
    });
    expect(found["permissions"]).toMatchObject({ verdict: "pass" });
    expect(found["token"]).toMatchObject({ verdict: "pass", says: "It has no end." });
    expect(found["page-rights"]).toMatchObject({ verdict: "unknown" });
  });

  const faults: readonly (readonly [string, Answer, RegExp, string])[] = [
    [
      "a Page without Instagram",
      reply({ id: "101", name: "Defeah Home" }),
      /no longer linked/,
      "page-link",
    ],
    [
      "a Page linked to another account",
      reply({
        id: "101",
        name: "Defeah Home",
        instagram_business_account: { id: "9", username: "other" },
      }),
      /linked to @other now/,
      "page-link",
    ],
    ["a role that was taken away", refuse(190, 492), /no longer has a role/, "page-access"],
  ];
  test.each(faults)("names %s", async (_, ...[answer, words, screen]) => {
    const { run, look } = await connected();
    await using __ = run;
    own = { "/v26.0/101": answer };
    expect((await look())["page"]).toMatchObject({
      verdict: "fail",
      says: expect.stringMatching(words),
      open: { kind: "meta", screen },
    });
  });
});
