import { expect, test } from "vitest";
import { fakePorts } from "../fakes/ports.ts";
import { logIn, practise, type Practised } from "../harness/practice-client.ts";
import { createTestApp, type TestApp } from "../harness/test-app.ts";

// Both logins against the practice Instagram, which was written from the documentation and knows nothing of our client.

const APPS = {
  instagram: { appId: "1234567890", redirectUri: "https://localhost/auth/" },
  facebook: {
    appId: "9876543210",
    redirectUri: "https://www.facebook.com/connect/login_success.html",
  },
} as const;
const SECRET = "0123456789abcdef0123456789abcdef";
type Login = keyof typeof APPS;

async function start(login: Login, behaviour: { readonly tokenReply?: "data" | "flat" } = {}) {
  const practice = await practise({ login, behaviour });
  const { appId, redirectUri } = APPS[login];
  practice.server.registerApp({ login, appId, secret: SECRET, redirectUris: [redirectUri] });
  const run = await createTestApp(fakePorts(), { retryDelaysMs: [] });
  const { origin } = practice.server;
  await run.ipc.settings.set({
    graphHost: origin,
    instagramLoginHost: origin,
    instagramCodeHost: origin,
    facebookLoginHost: origin,
    facebookGraphHost: origin,
  });
  await run.ipc.accounts.setLoginApp({ login, ...APPS[login], appSecret: SECRET });
  return { run, practice };
}

function decide(run: TestApp, decision: "allow" | "allow-part" | "deny"): void {
  run.ports.given.logins.push(async ({ url }) => (await logIn(url, decision)).href);
}

async function ended({ run, practice }: { run: TestApp & AsyncDisposable; practice: Practised }) {
  await run[Symbol.asyncDispose]();
  await practice[Symbol.asyncDispose]();
}

test.each(["data", "flat"] as const)(
  "Instagram login ends with an account that the doctor finds in order, whatever shape the reply has: %s",
  async (tokenReply) => {
    const { run, practice } = await start("instagram", { tokenReply });
    decide(run, "allow");
    const reply = await run.ipc.accounts.login({ login: "instagram" });
    expect(reply).toMatchObject({
      kind: "connected",
      account: { login: "instagram", platformUserId: practice.userId, username: "defeah.home" },
    });
    if (reply.kind !== "connected") throw new Error("Not connected.");
    const { findings } = await run.ipc.accounts.diagnose({ id: reply.account.id });
    const verdicts = Object.fromEntries(findings.map((item) => [item.id, item.verdict]));
    expect(verdicts).toMatchObject({
      reach: "pass",
      owner: "pass",
      type: "pass",
      permissions: "pass",
      quota: "pass",
      "media-host": "fail",
    });
    await ended({ run, practice });
  },
);

test.each([
  ["deny", /did not allow the app in/],
  ["allow-part", /did not allow instagram_business_content_publish/],
] as const)("Instagram login, when she presses %s, stores nothing", async (decision, words) => {
  const { run, practice } = await start("instagram");
  decide(run, decision);
  await expect(run.ipc.accounts.login({ login: "instagram" })).rejects.toMatchObject({
    message: expect.stringMatching(words),
  });
  expect(await run.ipc.accounts.list({})).toEqual([]);
  await ended({ run, practice });
});

test("a code that somebody else has used already stores nothing", async () => {
  const { run, practice } = await start("instagram");
  run.ports.given.logins.push(async ({ url }) => {
    const back = await logIn(url);
    const body = new URLSearchParams({
      client_id: APPS.instagram.appId,
      client_secret: SECRET,
      grant_type: "authorization_code",
      redirect_uri: APPS.instagram.redirectUri,
      code: back.searchParams.get("code") ?? "",
    });
    await fetch(`${practice.server.origin}/oauth/access_token`, { method: "POST", body });
    return back.href;
  });
  await expect(run.ipc.accounts.login({ login: "instagram" })).rejects.toMatchObject({
    message: expect.stringMatching(/has been used or has run out/),
  });
  await ended({ run, practice });
});

test("a wrong secret is named", async () => {
  const { run, practice } = await start("instagram");
  const { appId, redirectUri } = APPS.instagram;
  const appSecret = "f".repeat(32);
  await run.ipc.accounts.setLoginApp({ login: "instagram", appId, redirectUri, appSecret });
  decide(run, "allow");
  await expect(run.ipc.accounts.login({ login: "instagram" })).rejects.toMatchObject({
    message: expect.stringMatching(/does not accept the app's secret/),
  });
  await ended({ run, practice });
});

test("Facebook login: the Page, its account, and a Page token that reads profile and quota", async () => {
  const { run, practice } = await start("facebook");
  decide(run, "allow");
  const reply = await run.ipc.accounts.login({ login: "facebook" });
  if (reply.kind !== "choose") throw new Error("There is nothing to choose from.");
  expect(reply.pages).toMatchObject([{ username: "defeah.home", canUse: true }]);
  const { ticket, pages } = reply;
  const account = await run.ipc.accounts.choosePage({ ticket, pageId: pages[0]?.pageId ?? "" });
  expect(account).toMatchObject({
    login: "facebook",
    platformUserId: practice.userId,
    tokenExpiresAt: null,
  });
  const { id } = account;
  expect(await run.ipc.accounts.quota({ id })).toMatchObject({ used: 0 });
  expect(await run.ipc.accounts.profile({ id })).toMatchObject({ posts: [] });
  const { findings } = await run.ipc.accounts.diagnose({ id });
  const bad = findings.filter((item) => item.verdict !== "pass").map((item) => item.id);
  expect(bad.toSorted()).toEqual(["media-host", "page-rights"]);
  await ended({ run, practice });
});
