import { _electron, type ElectronApplication } from "playwright";
import type { Desktop } from "./desktop.ts";
import type { LaunchedApp, LaunchOptions } from "./launch-app.ts";

/**
 * The app in real Electron. Dialogs are answered by replacing the native ones in its main process; the tray and the
 * notifications are the system's and cannot be read, so tests of those run on the host only.
 */
export async function launchInElectron(
  options: LaunchOptions & {
    readonly electron: string;
    readonly root: string;
    readonly data: string;
  },
): Promise<LaunchedApp> {
  const running = await _electron.launch({
    executablePath: options.electron,
    args: [options.root, `--data=${options.data}`, ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), ...options.env },
  });
  const close = () => running.close();
  return {
    kind: "electron",
    data: options.data,
    process: running.process(),
    desktop: desktopInElectron(running),
    page: () => running.firstWindow(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function desktopInElectron(running: ElectronApplication): Desktop {
  const actions: Partial<Desktop> = {
    power: (event) =>
      running.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    closeWindow: () =>
      running.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    blurWindow: () =>
      running.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur()),
    quit: () => running.evaluate(({ app }) => app.quit()),
    answerDialog: (answer) =>
      running.evaluate(
        ({ dialog }, given) => {
          const filePaths = Array.isArray(given) ? given : [];
          dialog.showOpenDialog = () =>
            Promise.resolve({ canceled: filePaths.length === 0, filePaths });
          dialog.showMessageBox = () =>
            Promise.resolve({ response: Number(given), checkboxChecked: false });
        },
        answer as string[] | number,
      ),
  };
  return new Proxy(actions as Desktop, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (() => Promise.reject(new Error(`${String(name)} can be seen on the host only`))),
  });
}
