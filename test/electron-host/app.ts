import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type * as Electron from "electron";
import { browser } from "./browser.ts";
import { hostSettings } from "./settings.ts";
import { holdInstance } from "./single-instance.ts";

type About = { readonly productName?: string; readonly name: string; readonly version: string };

/** `app`: paths, the one-instance lock, switches, and the way in and out of the process. */
class HostApp extends EventEmitter {
  readonly isPackaged = hostSettings.isPackaged;
  readonly isHeadless = hostSettings.isTested || !hostSettings.hasDisplay;
  readonly loginItems: Electron.Settings[] = [];
  private readonly paths = new Map<string, string>();
  private readonly ready = Promise.withResolvers<void>();
  private about: About = { name: "electron", version: "0.0.0" };
  private root = process.cwd();
  private isReadyNow = false;
  private isQuitting = false;
  private next: readonly string[] | undefined;
  private giveBack: (() => void) | undefined;

  readonly commandLine = {
    removed: [] as string[],
    /** Given to Chromium when it is launched. */
    appended: [] as string[],
    appendSwitch: (name: string, value?: string) => {
      this.commandLine.appended.push(value === undefined ? `--${name}` : `--${name}=${value}`);
    },
    hasSwitch: (name: string) => process.argv.some((arg) => arg.startsWith(`--${name}`)),
    removeSwitch: (name: string) => {
      this.commandLine.removed.push(name);
    },
  };

  /** What `electron <root>` would find there. */
  configure(root: string): void {
    this.root = root;
    this.about = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as About;
  }

  /** Electron is ready only when the entry has been read to its end. */
  becomeReady(): void {
    this.isReadyNow = true;
    // Electron runs until it is told to quit; Node would end with nothing to wait for.
    setInterval(() => {}, 2 ** 30);
    browser.use(this.getPath("sessionData"), this.commandLine.appended);
    this.emit("will-finish-launching");
    this.emit("ready", {}, {});
    this.ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.ready.promise;
  }

  isReady(): boolean {
    return this.isReadyNow;
  }

  enableSandbox(): void {
    if (this.isReadyNow) throw new Error("app.enableSandbox() comes before ready");
  }

  getName(): string {
    return this.about.productName ?? this.about.name;
  }

  getVersion(): string {
    return this.about.version;
  }

  getAppPath(): string {
    return this.root;
  }

  getLocale(): string {
    return "en-US";
  }

  getPath(name: string): string {
    return this.paths.get(name) ?? this.defaultPath(name);
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`);
    this.paths.set(name, path);
  }

  requestSingleInstanceLock(): boolean {
    this.giveBack = holdInstance(this.getPath("userData"), (argv, folder) =>
      this.emit("second-instance", {}, argv, folder),
    );
    return this.giveBack !== undefined;
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.loginItems.push(settings);
  }

  getLoginItemSettings(): { openAtLogin: boolean; wasOpenedAtLogin: boolean } {
    const openAtLogin = this.loginItems.at(-1)?.openAtLogin ?? false;
    return { openAtLogin, wasOpenedAtLogin: false };
  }

  setAppUserModelId(): void {}

  /** Electron quits by itself here unless someone listens. */
  allWindowsClosed(): void {
    if (this.isQuitting) return;
    if (!this.emit("window-all-closed")) this.quit();
  }

  quit(): void {
    if (!this.isReadyNow) {
      this.exit(0);
      return;
    }
    if (isPrevented((event) => this.emit("before-quit", event))) return;
    this.isQuitting = true;
    for (const close of this.closers) close();
    if (isPrevented((event) => this.emit("will-quit", event))) return;
    this.exit(0);
  }

  /** Starts anew once this process has ended, as Electron does: with these arguments, else with its own. */
  relaunch({ args = process.argv.slice(1) }: Electron.RelaunchOptions = {}): void {
    this.next = args;
  }

  exit(code = 0): void {
    this.emit("quit", {}, code);
    this.giveBack?.();
    void browser.close().finally(() => {
      if (this.next) startAnew(this.next);
      process.exit(code);
    });
  }

  /** How to close each window; filled by the window class, which this module may not import. */
  readonly closers = new Set<() => void>();

  private defaultPath(name: string): string {
    const home = homedir();
    const appData = appDataFolder(home);
    switch (name) {
      case "home":
        return home;
      case "appData":
        return appData;
      case "temp":
        return tmpdir();
      case "exe":
        return process.execPath;
      case "userData":
        return join(appData, this.getName());
      case "sessionData":
        return this.getPath("userData");
      default:
        return join(home, name);
    }
  }
}

/** Without a channel: a test that watched the first process does not have the next one. */
function startAnew(args: readonly string[]): void {
  const run = join(import.meta.dirname, "run.ts");
  spawn(process.execPath, [run, ...args], { detached: true, stdio: "inherit" }).unref();
}

function appDataFolder(home: string): string {
  if (process.platform === "win32") return process.env["APPDATA"] ?? home;
  if (process.platform === "darwin") return join(home, "Library/Application Support");
  return process.env["XDG_CONFIG_HOME"] ?? join(home, ".config");
}

function isPrevented(emit: (event: { preventDefault(): void }) => void): boolean {
  let isPrevented = false;
  emit({
    preventDefault: () => {
      isPrevented = true;
    },
  });
  return isPrevented;
}

export const app = new HostApp();
