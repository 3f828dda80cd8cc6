import type { LoginApps, LoginWay } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { LoginApp } from "../../graph/endpoints/oauth.ts";
import { Secret } from "../../lib/secret.ts";
import type { Vault } from "../../lib/vault.ts";
import type { SettingsService } from "../settings/service.ts";

type Deps = {
  readonly vault: Vault;
  readonly settings: Pick<SettingsService, "current" | "update">;
};
type Entered = {
  readonly login: LoginWay;
  readonly appId: string;
  readonly appSecret: string;
  readonly redirectUri: string;
};

/**
 * Her own Meta app for each of the two logins. The app ships none: a secret in a program is no secret (docs/decisions). Number and
 * address are settings; the secret is in the keychain.
 */
export class LoginAppsKept {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async show(): Promise<LoginApps> {
    const [instagram, facebook] = await Promise.all([
      this.shown("instagram"),
      this.shown("facebook"),
    ]);
    return { instagram, facebook };
  }

  /** An empty secret keeps the one that is there. */
  async set({ login, appId, appSecret, redirectUri }: Entered): Promise<LoginApps> {
    if (appSecret !== "") await this.deps.vault.set(secretKey(login), new Secret(appSecret));
    this.deps.settings.update(
      login === "instagram"
        ? { instagramAppId: appId, instagramRedirect: redirectUri }
        : { facebookAppId: appId, facebookRedirect: redirectUri },
    );
    return this.show();
  }

  /** @throws AppError `invalid-input` when it has not been entered, all of it. */
  async demand(login: LoginWay): Promise<LoginApp> {
    const { appId, redirectUri } = this.place(login);
    const secret = await this.deps.vault.get(secretKey(login));
    if (appId === "" || !secret)
      throw new AppError(
        "invalid-input",
        "Enter your Meta app's number and secret first. They are in Meta's App Dashboard.",
      );
    return { appId, secret, redirectUri };
  }

  private async shown(login: LoginWay) {
    const hasSecret = (await this.deps.vault.get(secretKey(login))) !== undefined;
    return { ...this.place(login), hasSecret };
  }

  private place(login: LoginWay) {
    const settings = this.deps.settings.current();
    return login === "instagram"
      ? { appId: settings.instagramAppId, redirectUri: settings.instagramRedirect }
      : { appId: settings.facebookAppId, redirectUri: settings.facebookRedirect };
  }
}

function secretKey(login: LoginWay): string {
  return `login-app-secret:${login}`;
}
