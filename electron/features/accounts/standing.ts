import { AccountTrouble } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import {
  asAppError,
  GraphFailure,
  type AccountTroubleKind,
  type HeldBackFor,
} from "../../graph/failure.ts";
import type { Ports } from "../../ports.ts";
import { findAccount, updateAccount } from "./queries.ts";
import type { AccountRow } from "./tables.ts";

type Deps = {
  readonly db: Db;
  readonly ports: Pick<Ports, "clock" | "log">;
  /** Tells whoever shows the account. */
  readonly changed: (accountId: string) => void;
  /** Its posts may go on. */
  readonly mended: () => void;
};

/** Said of a token: with a newer one it says nothing. The others are said of the account itself. */
const OF_THE_TOKEN: readonly AccountTroubleKind[] = ["checkpoint", "permission"];

/** How an account stands with the platform: whether its token is taken, and whether it is held back. Survives a restart. */
export class Standing {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * Learns from a call that failed. A dead token makes the account need a login; a checkpoint, a restriction, an action-block
   * or a missing permission holds its queue. What was said of a token that has been replaced since is not believed.
   */
  heed(accountId: string, error: unknown): void {
    if (!(error instanceof GraphFailure)) return;
    const row = findAccount(this.deps.db, accountId);
    if (!row || row.state === "disconnected") return;
    const isOld = error.tokenGeneration !== null && error.tokenGeneration !== row.tokenGeneration;
    const { heldBackFor } = error;
    if (heldBackFor) {
      if (!(isOld && OF_THE_TOKEN.includes(heldBackFor.kind))) this.holdBack(row, heldBackFor);
    } else if (error.kind === "auth" && !isOld) this.needLogin(row, error.userMessage);
  }

  /** Her token is gone, or dead: she must connect again, and the screens say why. */
  needLogin(row: AccountRow, reason: string): void {
    if (findAccount(this.deps.db, row.id)?.state !== "connected") return;
    this.write(row, { state: "needs-login", stateReason: reason });
  }

  /** Nothing is held against the account any more. */
  clear(row: AccountRow): void {
    this.write(row, { trouble: null });
    this.deps.mended();
  }

  /** The token serves again. */
  heal(row: AccountRow): void {
    this.write(row, { state: "connected", stateReason: null });
    this.deps.mended();
  }

  /** Runs a question to the platform, and heeds its refusal. @throws AppError */
  async asking<T>(accountId: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      this.heed(accountId, error);
      throw asAppError(error);
    }
  }

  /** Once told, it stands until she resumes: the next refusals of the same kind are no news. */
  holdBack(row: AccountRow, why: HeldBackFor): void {
    if (row.state === "disconnected" || parseTrouble(row.trouble)?.kind === why.kind) return;
    const trouble: AccountTrouble = { ...why, sinceAt: this.deps.ports.clock.now() };
    this.deps.ports.log.error("accounts.held-back", { account: row.id, kind: trouble.kind });
    this.write(row, { trouble: JSON.stringify(trouble) });
  }

  private write(row: AccountRow, change: Partial<AccountRow>): void {
    const { db, ports } = this.deps;
    updateAccount(db, row.id, { ...change, updatedAt: ports.clock.now() });
    this.deps.changed(row.id);
  }
}

/** Which trouble is left once a new token has been proved good: an action-block is the account's, whatever its token. */
export function troubleAfterLogin(json: string | null): string | null {
  const trouble = parseTrouble(json);
  return trouble && !OF_THE_TOKEN.includes(trouble.kind) ? json : null;
}

export function parseTrouble(json: string | null): AccountTrouble | null {
  return json === null ? null : AccountTrouble.parse(JSON.parse(json));
}

/** What Instagram still says when she resumes, as a refusal that says so. */
export function stillHeldBack(failure: GraphFailure): AppError {
  return new AppError("rejected-by-platform", `Instagram still says: ${failure.userMessage}`, {
    cause: failure,
  });
}
