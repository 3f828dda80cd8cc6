import { millisecondsInMinute as MINUTE } from "date-fns/constants";
import type { Account, LoginReply, LoginWay } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { GraphClient } from "../../graph/client.ts";
import { GraphFailure } from "../../graph/failure.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Ports } from "../../ports.ts";
import type { SettingsService } from "../settings/service.ts";
import { connectPage, findPages, type FoundPages } from "./facebook-login.ts";
import { connectInstagram } from "./instagram-login.ts";
import { newState, readAnswer } from "./login-answer.ts";
import { LoginAppsKept } from "./login-apps.ts";
import { authorizeUrl } from "./login-urls.ts";
import type { AccountsService } from "./service.ts";

export type LoginsDeps = {
  readonly accounts: AccountsService;
  readonly graph: GraphClient;
  readonly ports: Ports;
  readonly settings: SettingsService;
  readonly vault: Vault;
};
type Begin = {
  readonly login: LoginWay;
  readonly inBrowser: boolean;
  readonly timeZone?: string | undefined;
};
type Choice = {
  readonly ticket: string;
  readonly pageId: string;
  readonly timeZone?: string | undefined;
};

/** A login not answered by then is over: Meta's codes live an hour, an open window should not. */
const PATIENCE_MS = 10 * MINUTE;

/** Meta's two login windows: one login at a time, each answer used once. Nothing of an unfinished one outlives the app. */
export class Logins {
  readonly apps: LoginAppsKept;
  private readonly deps: LoginsDeps;
  private current: AbortController | undefined;
  private takePasted: ((address: string) => void) | undefined;
  private found: (FoundPages & { readonly ticket: string; readonly until: number }) | undefined;

  constructor(deps: LoginsDeps) {
    this.deps = deps;
    this.apps = new LoginAppsKept(deps);
  }

  /** @throws AppError in words: closed, denied, not ours, refused; nothing is stored then. */
  async begin({ login, inBrowser, timeZone }: Begin): Promise<LoginReply> {
    const app = await this.apps.demand(login);
    const state = newState();
    const url = authorizeUrl(this.deps.settings.current(), { login, app, state });
    const address = await this.ask({ url, redirectUri: app.redirectUri, inBrowser });
    const code = readAnswer(address, state);
    this.deps.ports.log.hide(code);
    try {
      if (login === "instagram") {
        const account = await connectInstagram(this.deps, { app, code, timeZone });
        return { kind: "connected", account };
      }
      return this.offer(await findPages(this.deps, { app, code }));
    } catch (error) {
      throw inWords(error);
    }
  }

  /** Her choice among the Pages of the last Facebook login. It can be made once. @throws AppError */
  async choosePage({ ticket, pageId, timeZone }: Choice): Promise<Account> {
    const { found } = this;
    const isOurs = found?.ticket === ticket && this.deps.ports.clock.now() <= found.until;
    if (!found || !isOurs)
      throw new AppError("not-found", "This login is over. Begin it again to choose a Page.");
    const page = found.pages.find((item) => item.pageId === pageId);
    if (!page) throw new AppError("not-found", "This Page is not among those you allowed.");
    const account = await connectPage(this.deps, { page, scopes: found.scopes, timeZone });
    this.found = undefined;
    return account;
  }

  /** The address that her browser ended at, for a login begun there. @throws AppError `conflict` when none waits for it. */
  answer({ address }: { readonly address: string }): { done: true } {
    if (!this.takePasted) throw new AppError("conflict", "No login waits for an address.");
    this.takePasted(address.trim());
    return { done: true };
  }

  /** Closes the window of a login under way. */
  cancel(): { done: true } {
    this.current?.abort();
    return { done: true };
  }

  /** Shows the page and waits for where it leads. Another login under way ends. @throws AppError when it was closed. */
  private async ask(wish: {
    readonly url: string;
    readonly redirectUri: string;
    readonly inBrowser: boolean;
  }): Promise<string> {
    this.cancel();
    const login = new AbortController();
    this.current = login;
    const { clock, loginWindow } = this.deps.ports;
    const calmDown = clock.at(clock.now() + PATIENCE_MS, () => login.abort());
    try {
      const address = wish.inBrowser
        ? await this.askBrowser(wish.url, login.signal)
        : await loginWindow.show(wish, login.signal);
      if (address !== undefined) return address;
    } finally {
      calmDown();
      if (this.current === login) this.current = undefined;
    }
    throw new AppError(
      "conflict",
      "The login was closed before Meta had answered. Nothing was stored.",
    );
  }

  private async askBrowser(url: string, signal: AbortSignal): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.takePasted = resolve;
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
    try {
      await this.deps.ports.links.open(url);
      return await promise;
    } finally {
      if (this.takePasted === resolve) this.takePasted = undefined;
    }
  }

  private offer(found: FoundPages): LoginReply {
    const ticket = newState();
    const until = this.deps.ports.clock.now() + PATIENCE_MS;
    this.found = { ...found, ticket, until };
    const pages = found.pages.map(({ pageId, name, token, linked }) => ({
      pageId,
      name,
      username: linked?.username ?? null,
      canUse: linked !== null && token !== null,
    }));
    return { kind: "choose", ticket, pages };
  }
}

/** What Meta refused between the window and the account. */
function inWords(error: unknown): unknown {
  if (!(error instanceof GraphFailure)) return error;
  const words =
    error.isOffline || error.kind === "transient"
      ? `${error.what} Nothing was stored. Begin the login again once the connection is back.`
      : error.userMessage;
  const code = error.isOffline || error.kind === "transient" ? "offline" : "rejected-by-platform";
  return new AppError(code, words, { cause: error });
}
