import { readFileSync } from "node:fs";
import { join } from "node:path";
import { layOut } from "../lib/data-folder.ts";
import { FileLog } from "../lib/log.ts";
import { SystemClock } from "../lib/system-clock.ts";
import { SystemIds } from "../lib/system-ids.ts";
import { systemThreads } from "../lib/system-threads.ts";
import { printedLogin } from "./login-window.ts";
import type { Dialogs, Keychain, Ports } from "../ports.ts";

/** What the command line gives the app. `onNote` hears what would have been a notification. */
export type HeadlessOptions = {
  readonly dataFolder: string;
  /** The project's or the package's root. */
  readonly root: string;
  readonly onNote: (note: { readonly title: string; readonly body: string }) => void;
  readonly quit: () => void;
};

/** The ports on plain Node: no window, no tray, no keychain. Notifications become lines. */
export function createHeadlessPorts(options: HeadlessOptions): Ports {
  const clock = new SystemClock();
  const paths = layOut(options.dataFolder, {
    resources: join(options.root, "resources"),
    pictureWorker: join(options.root, "electron/features/media/picture-worker.ts"),
    videoWorker: join(options.root, "electron/features/media/video-worker.ts"),
    watchWorker: join(options.root, "electron/watch/watch-worker.ts"),
    readerWorker: join(options.root, "electron/watch/reader-worker.ts"),
  });
  return {
    clock,
    ids: new SystemIds(),
    fetch: globalThis.fetch,
    keychain: noKeychain,
    windows: { show: nothing, send: nothing, isFocused: () => false },
    tray: { show: nothing, onCommand: () => nothing },
    notifier: { notify: options.onNote },
    dialogs: noDialogs,
    power: { onResume: () => nothing, onSuspend: () => nothing, keepAwake: () => nothing },
    network: { isOnline: () => true, onChange: () => nothing },
    links: { open: () => Promise.resolve() },
    loginWindow: printedLogin,
    autostart: { isEnabled: () => false, setEnabled: nothing },
    paths,
    log: new FileLog(paths.logFile, () => clock.now()),
    threads: systemThreads,
    host: {
      version: versionOf(options.root),
      quit: options.quit,
      relaunch: options.quit,
      lastResort: null,
    },
    checkpoint: nothing,
  };
}

/** Plain Node reaches no OS keychain: secrets stay in memory, and the app says so. */
const noKeychain: Keychain = {
  probe: () => Promise.resolve({ durable: false, backend: "none (command line)" }),
  encrypt: () => Promise.reject(new Error("No keychain on the command line")),
  decrypt: () => Promise.reject(new Error("No keychain on the command line")),
};

const noDialogs: Dialogs = {
  pickPictures: () => Promise.resolve([]),
  saveFile: () => Promise.resolve(null),
  ask: () => Promise.resolve(0),
};

function nothing(): void {}

function versionOf(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
