import type { Account, LoginApps } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { FakeRoutes } from "./fake-bridge.ts";
import { liveAccount, type World } from "./world.ts";

type Routes = FakeRoutes<"accounts">;
type LoginRoutes = Pick<
  Routes,
  "loginApps" | "setLoginApp" | "login" | "answerLogin" | "cancelLogin" | "choosePage"
>;

/** Meta's two login windows: each ends well at once. Facebook knows two Pages, one of them without Instagram. */
export function loginRoutes(deps: {
  readonly world: World;
  readonly put: (account: Account) => Account;
}): LoginRoutes {
  const { world, put } = deps;
  let apps: LoginApps = {
    instagram: { appId: "", hasSecret: false, redirectUri: "https://localhost/auth/" },
    facebook: {
      appId: "",
      hasSecret: false,
      redirectUri: "https://www.facebook.com/connect/login_success.html",
    },
  };
  return {
    loginApps: async () => apps,
    setLoginApp: async ({ login, appId, appSecret, redirectUri }) => {
      const hasSecret = appSecret !== "" || apps[login].hasSecret;
      apps = { ...apps, [login]: { appId, redirectUri, hasSecret } };
      return apps;
    },
    login: async ({ login, timeZone }) => {
      if (!apps[login].hasSecret)
        throw new AppError("invalid-input", "Enter your Meta app's number and secret first.");
      if (login === "instagram")
        return {
          kind: "connected",
          account: put({ ...liveAccount(world.now), timeZone: timeZone ?? "Europe/Berlin" }),
        };
      return {
        kind: "choose",
        ticket: "ticket",
        pages: [
          { pageId: "101", name: "Defeah Home", username: "defeah.home", canUse: true },
          { pageId: "102", name: "Defeah Careers", username: null, canUse: false },
        ],
      };
    },
    answerLogin: async () => ({ done: true }),
    cancelLogin: async () => ({ done: true }),
    choosePage: async ({ timeZone }) =>
      put({
        ...liveAccount(world.now),
        login: "facebook",
        page: { id: "101", name: "Defeah Home" },
        tokenExpiresAt: null,
        timeZone: timeZone ?? "Europe/Berlin",
      }),
  };
}
