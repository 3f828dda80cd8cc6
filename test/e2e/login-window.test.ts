import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Result } from "../../shared/result.ts";
import { practise, type Practised } from "../harness/practice-client.ts";
import { launchApp, type LaunchedApp } from "./launch-app.ts";

// Meta's login in a window of the app, against the practice Instagram's own login page.

const APP = { appId: "1234567890", secret: "0123456789abcdef0123456789abcdef" };

let app: LaunchedApp;
let page: Page;
let practice: Practised;
/** Where the login leads back to: it must never hear of it. */
const redirect = createServer((request, response) => {
  heard.push(request.url ?? "");
  response.end("somebody listens here");
});
const heard: string[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => redirect.listen(0, "127.0.0.1", resolve));
  const redirectUri = `http://127.0.0.1:${(redirect.address() as AddressInfo).port}/auth/`;
  practice = await practise({ login: "instagram" });
  practice.server.registerApp({ ...APP, login: "instagram", redirectUris: [redirectUri] });
  app = await launchApp();
  page = await app.page();
  await page.waitForFunction(() => "bridge" in window);
  const { origin } = practice.server;
  await invoke("settings.set", {
    graphHost: origin,
    instagramLoginHost: origin,
    instagramCodeHost: origin,
  });
  const { appId, secret: appSecret } = APP;
  await invoke("accounts.setLoginApp", { login: "instagram", appId, appSecret, redirectUri });
});

afterAll(async () => {
  await app.close();
  await practice[Symbol.asyncDispose]();
  redirect.close();
});

function invoke(route: string, input: unknown): Promise<Result<unknown>> {
  return page.evaluate(([name, given]) => window.bridge.invoke(name, given), [
    route,
    input,
  ] as const);
}

/** The page in the login's own window, once it shows the practice login. */
async function loginPage(): Promise<Page> {
  const browser = page.context().browser();
  for (;;) {
    const pages = (browser?.contexts() ?? []).flatMap((context) => context.pages());
    const found = pages.find((one) => one.url().includes("/oauth/authorize"));
    if (found) return found;
    await page.waitForTimeout(50);
  }
}

test("it has no preload, no Node and a session of its own; it goes nowhere but to the login", async () => {
  const pending = invoke("accounts.login", { login: "instagram" });
  const login = await loginPage();
  await login.getByText("Allow", { exact: true }).waitFor();
  const { windows } = await app.desktop.state();
  const own = windows.find(({ url }) => url.includes("/oauth/authorize"));
  expect(own?.preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    devTools: false,
  });
  expect(own?.preferences).not.toHaveProperty("preload");
  expect(await login.evaluate(() => ["bridge" in window, "require" in window])).toEqual([
    false,
    false,
  ]);
  // Another site, and the app's own pages, stay where they are.
  for (const address of ["https://example.com/", "app://studio/", "file:///etc/passwd"])
    await login.evaluate((to) => window.location.assign(to), address).catch(() => {});
  expect(login.url()).toContain("/oauth/authorize");
  expect(await invoke("accounts.cancelLogin", {})).toMatchObject({ ok: true });
  expect(await pending).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining("was closed") },
  });
  await expect.poll(async () => (await app.desktop.state()).windows.length).toBe(1);
});

test("allowing it connects the account, and the address it leads back to is never asked for", async () => {
  const pending = invoke("accounts.login", { login: "instagram" });
  const login = await loginPage();
  await login.getByText("Allow", { exact: true }).click();
  expect(await pending).toMatchObject({
    ok: true,
    data: { kind: "connected", account: { login: "instagram", username: "defeah.home" } },
  });
  expect(heard).toEqual([]);
  await expect.poll(async () => (await app.desktop.state()).windows.length).toBe(1);
});

test("closing its window ends the login in words, and the account stays as it was", async () => {
  const before = await invoke("accounts.list", {});
  const pending = invoke("accounts.login", { login: "instagram" });
  await (await loginPage()).close();
  expect(await pending).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining("Nothing was stored") },
  });
  expect(await invoke("accounts.list", {})).toEqual(before);
});

test("the app's own window still reaches no network beside it", async () => {
  const pending = invoke("accounts.login", { login: "instagram" });
  await loginPage();
  const reached = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => "went through",
        () => "refused",
      ),
    practice.server.origin,
  );
  expect(reached).toBe("refused");
  await invoke("accounts.cancelLogin", {});
  await pending;
});
