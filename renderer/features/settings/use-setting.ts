import type { Settings } from "../../../shared/contract/settings.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";

/** The settings this screen may change; pausing has its own command. */
export type Changeable = Omit<Settings, "paused">;

/** Saves one setting at once. `error` is why it was not taken, in words. */
export function useSetting<K extends keyof Changeable>(key: K) {
  const command = useCommand(ipc.settings.set);
  return {
    save: async (value: Changeable[K]): Promise<boolean> =>
      (await command.run({ [key]: value })) !== undefined,
    busy: command.busy,
    error: command.error?.message,
    clearError: command.clearError,
  };
}
