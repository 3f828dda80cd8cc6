import { powerMonitor, powerSaveBlocker } from "electron";
import type { Power } from "../ports.ts";

/** Sleep and waking as the system tells them. */
export const desktopPower: Power = {
  onResume: (fn) => {
    powerMonitor.on("resume", fn);
    return () => void powerMonitor.off("resume", fn);
  },
  onSuspend: (fn) => {
    powerMonitor.on("suspend", fn);
    return () => void powerMonitor.off("suspend", fn);
  },
  keepAwake: () => {
    const id = powerSaveBlocker.start("prevent-app-suspension");
    return () => void powerSaveBlocker.stop(id);
  },
};
