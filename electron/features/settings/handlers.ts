import type { settings } from "../../../shared/contract/settings.ts";
import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { SettingsService } from "./service.ts";

export function settingsHandlers(service: SettingsService): HandlersFor<typeof settings> {
  return {
    get: (input) => service.get(input),
    set: (input) => service.set(input),
    health: (input) => service.health(input),
    setMediaHostKey: (input) => service.setMediaHostKey(input),
    checkMediaHost: (input) => service.checkMediaHost(input),
  };
}
