import { AppError } from "../../../shared/result.ts";
import type { Access, Speaker } from "../../graph/access.ts";
import type { Secret } from "../../lib/secret.ts";
import type { Vault } from "../../lib/vault.ts";
import type { SettingsService } from "../settings/service.ts";
import { tokenKey } from "./connection.ts";
import type { PracticeAccount } from "./practice-account.ts";
import type { Standing } from "./standing.ts";
import type { AccountRow } from "./tables.ts";

type Deps = {
  readonly vault: Vault;
  readonly settings: Pick<SettingsService, "current">;
  readonly practice: PracticeAccount;
  readonly standing: Standing;
};

/** Where and with what to speak for an account. */
export class Speaking {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * @param row as it stands in the database; undefined when there is none.
   * @throws AppError `account-disconnected` when she must log in, with `retryAt` when only the keychain is locked.
   */
  async access(row: AccountRow | undefined): Promise<Access> {
    if (!row || row.state === "disconnected")
      throw new AppError("account-disconnected", "This account is not connected any more.");
    if (row.state === "needs-login")
      throw new AppError("account-disconnected", row.stateReason ?? TOKEN_GONE);
    return { ...(await this.speaker(row)), platformUserId: row.platformUserId };
  }

  /** Also while a login is needed. @throws AppError `account-disconnected` */
  async speaker(row: AccountRow): Promise<Speaker> {
    const { graphVersion } = this.deps.settings.current();
    return {
      accountId: row.id,
      host: await this.host(row),
      version: graphVersion,
      token: await this.token(row),
      tokenGeneration: row.tokenGeneration,
    };
  }

  /** Tokens of one login are unknown to the other's host. */
  async host({ login }: Pick<AccountRow, "login">): Promise<string> {
    const { graphHost, facebookGraphHost } = this.deps.settings.current();
    if (login === "practice") return this.deps.practice.origin();
    return login === "facebook" ? facebookGraphHost : graphHost;
  }

  private async token(row: AccountRow): Promise<Secret> {
    const token = await this.deps.vault.get(tokenKey(row.id));
    if (token) return token;
    const reason = this.deps.vault.isDurable ? TOKEN_GONE : NO_KEYCHAIN;
    this.deps.standing.needLogin(row, reason);
    throw new AppError("account-disconnected", reason);
  }
}

/** True for a reason this computer gave, which a keychain that opens again refutes. */
export function isOwnReason(reason: string | null): boolean {
  return reason === TOKEN_GONE || reason === NO_KEYCHAIN;
}

const TOKEN_GONE =
  "The token of this account can no longer be opened with this computer's keychain. Connect the account again.";
const NO_KEYCHAIN =
  "This computer has no keychain the app can trust, so the token was kept only until the app closed. Connect the account again.";
