import { join } from "node:path";
import { app } from "electron";
import { SystemClock } from "../lib/system-clock.ts";
import { SystemIds } from "../lib/system-ids.ts";
import { systemThreads } from "../lib/system-threads.ts";
import type { Log, Paths, Ports } from "../ports.ts";
import { createAutostart } from "./autostart.ts";
import { createCheckpoint } from "./checkpoint.ts";
import { desktopDialogs } from "./dialogs.ts";
import { SafeStorageKeychain } from "./keychain.ts";
import { lastResort } from "./last-resort.ts";
import { browserLinks } from "./links.ts";
import { desktopLogin } from "./login-window.ts";
import { SystemNetwork } from "./network.ts";
import { DesktopNotifier } from "./notifier.ts";
import { desktopPower } from "./power.ts";
import { DesktopTray } from "./tray.ts";
import type { MainWindow } from "./window.ts";

/** Every port on Electron. Called once it is ready: the tray and the keychain cannot be asked before. */
export function makePorts(deps: {
  readonly window: MainWindow;
  readonly log: Log;
  readonly paths: Paths;
}): Ports {
  const { window, log, paths } = deps;
  const network = new SystemNetwork();
  desktopPower.onResume(() => network.ask());
  return {
    clock: new SystemClock(),
    ids: new SystemIds(),
    fetch: globalThis.fetch,
    keychain: new SafeStorageKeychain(log),
    windows: window,
    tray: new DesktopTray(join(paths.resources, "tray")),
    notifier: new DesktopNotifier({ log, onClick: (route) => window.show(route) }),
    dialogs: desktopDialogs,
    power: desktopPower,
    network,
    links: browserLinks,
    loginWindow: desktopLogin,
    autostart: createAutostart(["--hidden", `--data=${paths.dataFolder}`]),
    paths,
    log,
    threads: systemThreads,
    host: {
      version: app.getVersion(),
      quit: () => app.quit(),
      relaunch: () => {
        app.relaunch({ args: process.argv.slice(1).filter((arg) => arg !== "--hidden") });
        app.quit();
      },
      lastResort: lastResort(process.platform),
    },
    checkpoint: createCheckpoint(app.isPackaged, {
      crashAt: process.env["DEFEAH_CRASH_AT"],
      freezeAt: process.env["DEFEAH_FREEZE_AT"],
    }),
  };
}
