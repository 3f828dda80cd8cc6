import type { Account } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import {
  exchangeInstagramCode,
  lengthenInstagramToken,
  type LoginApp,
} from "../../graph/endpoints/oauth.ts";
import type { LoginsDeps } from "./logins.ts";
import { listed, missingPermissions } from "./permissions.ts";

type Answered = {
  readonly app: LoginApp;
  readonly code: string;
  readonly timeZone: string | undefined;
};

/** From the login's code to the account: a token of an hour, one of 60 days, `/me`, and only then it is kept. @throws */
export async function connectInstagram(
  { accounts, ports, settings }: LoginsDeps,
  { app, code, timeZone }: Answered,
): Promise<Account> {
  const { instagramCodeHost, graphHost } = settings.current();
  const short = await exchangeInstagramCode(ports, instagramCodeHost, { app, code });
  demandPermissions("instagram", short.scopes);
  const long = await lengthenInstagramToken(ports, graphHost, { app, token: short.token });
  return accounts.take({
    login: "instagram",
    host: graphHost,
    ...long,
    source: "login",
    isEstimate: false,
    timeZone,
    scopes: short.scopes,
  });
}

/** She may untick permissions in the window; without those for publishing nothing is stored. @throws AppError */
export function demandPermissions(
  login: "instagram" | "facebook",
  granted: readonly string[] | null,
): void {
  const missing = granted === null ? [] : missingPermissions(login, granted).needed;
  if (missing.length === 0) return;
  throw new AppError(
    "rejected-by-platform",
    `The login did not allow ${listed(missing)}, and without that nothing can be published. Nothing was stored. Begin again and leave every permission ticked.`,
  );
}
