import type { accounts } from "../../../shared/contract/accounts.ts";
import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { AccountsService } from "./service.ts";

export function accountsHandlers(service: AccountsService): HandlersFor<typeof accounts> {
  return {
    list: (input) => service.list(input),
    connect: (input) => service.connect(input),
    connectPractice: (input) => service.connectPractice(input),
    refresh: (input) => service.refresh(input),
    resume: (input) => service.resume(input),
    setTimeZone: (input) => service.setTimeZone(input),
    disconnect: (input) => service.disconnect(input),
    profile: (input) => service.profile(input),
    openProfile: (input) => service.openProfile(input),
  };
}
