import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { settings } from "../../../shared/contract/settings.ts";
import type { SettingsService } from "./service.ts";

export function settingsHandlers(service: SettingsService): HandlersFor<typeof settings> {
  return {
    get: () => service.current(),
    set: (input) => service.update(input),
    health: () => service.health(),
    checkInvariants: () => service.checkInvariants(),
    backups: () => service.backups(),
    restore: (input) => service.restore(input),
  };
}
