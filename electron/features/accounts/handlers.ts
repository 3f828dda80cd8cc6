import type { accounts } from "../../../shared/contract/accounts.ts";
import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { DoctorDeps } from "./doctor.ts";
import type { AccountsService } from "./service.ts";

export function accountsHandlers(
  service: AccountsService,
  deps: DoctorDeps,
): HandlersFor<typeof accounts> {
  // Read when it is first asked for: a start does without it.
  const doctor = async () => new (await import("./doctor.ts")).Doctor(deps);
  return {
    list: (input) => service.list(input),
    connect: (input) => service.connect(input),
    connectPractice: (input) => service.connectPractice(input),
    refresh: (input) => service.refresh(input),
    diagnose: (input) => doctor().then((it) => it.diagnose(input)),
    openScreen: (input) => doctor().then((it) => it.openScreen(input)),
    quota: (input) => doctor().then((it) => it.quota(input)),
    resume: (input) => service.resume(input),
    setTimeZone: (input) => service.setTimeZone(input),
    disconnect: (input) => service.disconnect(input),
    profile: (input) => service.profile(input),
    openProfile: (input) => service.openProfile(input),
  };
}
