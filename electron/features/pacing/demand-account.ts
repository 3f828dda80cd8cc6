import { AppError } from "../../../shared/result.ts";
import type { AccountsService } from "../accounts/service.ts";

/** Nothing is set for an account that is not here. @throws AppError `not-found`. */
export function demandAccount(accounts: Pick<AccountsService, "find">, accountId: string): void {
  if (!accounts.find(accountId))
    throw new AppError("not-found", "This account is not connected any more.");
}
