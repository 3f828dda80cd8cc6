import type { accounts } from "../../../shared/contract/accounts.ts";
import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { DoctorDeps } from "./doctor.ts";
import type { Logins, LoginsDeps } from "./logins.ts";
import type { AccountsService } from "./service.ts";

export function accountsHandlers(
  service: AccountsService,
  deps: DoctorDeps & LoginsDeps,
): HandlersFor<typeof accounts> {
  // Read when it is first asked for: a start does without it.
  const doctor = async () => new (await import("./doctor.ts")).Doctor(deps);
  let made: Promise<Logins> | undefined;
  const logins = () => (made ??= import("./logins.ts").then(({ Logins: Made }) => new Made(deps)));
  return {
    list: (input) => service.list(input),
    connect: (input) => service.connect(input),
    connectPractice: (input) => service.connectPractice(input),
    loginApps: async () => (await logins()).apps.show(),
    setLoginApp: async (input) => (await logins()).apps.set(input),
    login: async (input) => (await logins()).begin(input),
    answerLogin: async (input) => (await logins()).answer(input),
    cancelLogin: async () => (await logins()).cancel(),
    choosePage: async (input) => (await logins()).choosePage(input),
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
