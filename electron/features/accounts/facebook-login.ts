import type { Account } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { Speaker } from "../../graph/access.ts";
import {
  exchangeFacebookCode,
  lengthenFacebookToken,
  type LoginApp,
} from "../../graph/endpoints/oauth.ts";
import { listPages, readGrants, type Page } from "../../graph/endpoints/pages.ts";
import { demandPermissions } from "./instagram-login.ts";
import type { LoginsDeps } from "./logins.ts";

/** What a Facebook login may be used for. The user's own token is dropped: a Page's token is all that is needed later. */
export type FoundPages = { readonly pages: readonly Page[]; readonly scopes: readonly string[] };

/** From the login's code to the Pages she allowed, each with its own token. @throws GraphFailure; AppError in words */
export async function findPages(
  { graph, ports, settings }: LoginsDeps,
  { app, code }: { readonly app: LoginApp; readonly code: string },
): Promise<FoundPages> {
  const { facebookGraphHost: host, graphVersion: version } = settings.current();
  const short = await exchangeFacebookCode(ports, { host, version }, { app, code });
  const token = await lengthenFacebookToken(ports, { host, version }, { app, token: short });
  const speaker: Speaker = { accountId: "connecting", host, version, token, tokenGeneration: 0 };
  const [scopes, pages] = await Promise.all([
    readGrants(graph, speaker),
    listPages(graph, speaker),
  ]);
  demandPermissions("facebook", scopes);
  if (pages.length === 0)
    throw new AppError(
      "rejected-by-platform",
      "Facebook lists no Page that you allowed. In its window choose the Page whose Instagram account you want; you need a role on it. Nothing was stored.",
    );
  return { pages, scopes };
}

/** Connects the Instagram account of a Page, with the Page's token. @throws AppError */
export async function connectPage(
  { accounts, settings }: LoginsDeps,
  choice: {
    readonly page: Page;
    readonly scopes: readonly string[];
    readonly timeZone: string | undefined;
  },
): Promise<Account> {
  const { pageId, name, token, linked } = choice.page;
  if (linked === null)
    throw new AppError(
      "invalid-input",
      `No Instagram account is linked to ${name}. On Facebook, as the Page: Settings, then Linked accounts, then Instagram. Then begin the login again.`,
    );
  if (token === null)
    throw new AppError(
      "invalid-input",
      `Facebook gave no token for ${name}: your role on the Page does not allow it. Ask for full control of the Page, then begin again.`,
    );
  return accounts.take({
    login: "facebook",
    host: settings.current().facebookGraphHost,
    token,
    source: "login",
    expiresAt: null,
    isEstimate: false,
    timeZone: choice.timeZone,
    page: { id: pageId, name, platformUserId: linked.platformUserId },
    scopes: choice.scopes,
  });
}
