import type { Account } from "../../shared/contract/accounts.ts";
import type { PracticeServer } from "../../electron/practice/server.ts";
import { logIn } from "./practice-client.ts";
import type { TestApp } from "./test-app.ts";

const APP = {
  login: "facebook",
  appId: "9876543210",
  redirectUri: "https://www.facebook.com/connect/login_success.html",
} as const;
const SECRET = "0123456789abcdef0123456789abcdef";

/** Goes through the practice Facebook's login window as she does, and takes its first Page. */
export async function connectThroughFacebook(
  { ipc, ports }: TestApp,
  practice: PracticeServer,
): Promise<Account> {
  const { appId, redirectUri } = APP;
  practice.registerApp({
    login: "facebook",
    appId,
    secret: SECRET,
    redirectUris: [redirectUri],
  });
  const { origin } = practice;
  await ipc.settings.set({ facebookLoginHost: origin, facebookGraphHost: origin });
  await ipc.accounts.setLoginApp({ ...APP, appSecret: SECRET });
  ports.given.logins.push(async ({ url }) => (await logIn(url)).href);
  const reply = await ipc.accounts.login({ login: "facebook" });
  if (reply.kind !== "choose") throw new Error("There is no Page to choose.");
  const { ticket, pages } = reply;
  const [page] = pages;
  return ipc.accounts.choosePage({ ticket, pageId: page?.pageId ?? "", timeZone: "UTC" });
}
