import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { Cdp } from "./cdp.ts";
import { findBrowser } from "../harness/find-browser.ts";

export const NO_CHROMIUM =
  "No Chromium, Chrome or Edge was found on this computer. Install one (Debian: apt install chromium), or name its program in DEFEAH_BROWSER.";

const QUIET = ["Translate", "MediaRouter", "OptimizationHints"];

/**
 * The browser's own address bar, its suggestions and its toolbar, which recent versions load as pages in a process of
 * their own while our page starts. Electron has none of them; here they took up to 0.6 s of processor time in every start,
 * and more of it inside a start that takes longer.
 */
const BROWSER_UI = [
  "PreloadTopChromeWebUI",
  "InitialWebUI",
  "WebUIToolbar",
  "WebUIReloadButton",
  "WebUIBackForwardButton",
  "WebUIHomeButton",
  "WebUILocationBar",
  "WebUISplitTabsButton",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
];

/** Quiet and repeatable: no first-run pages, no traffic of its own, no QUIC retries. */
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  `--disable-features=${[...QUIET, ...BROWSER_UI].join(",")}`,
  "--password-store=basic",
  "--use-mock-keychain",
];

export type ChromiumOptions = {
  /** Profiles go here, one a run; those of runs that were killed are swept. */
  readonly profileFolder: string;
  /** What the app appended to the command line, such as `--lang=en-GB`. */
  readonly switches: readonly string[];
  readonly isHeadless: boolean;
  /** The page of an app window, which has no address bar. With a display only; else the window begins empty. */
  readonly appUrl: string;
  readonly width: number;
  readonly height: number;
  /** Opens a debugging port on loopback, for a test's Playwright. */
  readonly isDebuggable: boolean;
};

/** One running browser. It ends with this process, because the pipe does. */
export class Chromium {
  readonly cdp: Cdp;
  private readonly child: ChildProcess;
  private readonly profile: string;
  private readonly endpoint = Promise.withResolvers<string>();

  private constructor(child: ChildProcess, profile: string) {
    this.child = child;
    this.profile = profile;
    this.cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable);
    let text = "";
    child.stderr?.on("data", (bytes: Buffer) => {
      text = (text + bytes.toString()).slice(-4000);
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found) this.endpoint.resolve(found);
    });
    child.once("exit", () => this.sweep());
  }

  /** @throws when no browser is installed, in a sentence. */
  static launch(options: ChromiumOptions): Chromium {
    const program = findBrowser();
    if (!program) throw new Error(NO_CHROMIUM);
    const profile = join(options.profileFolder, `chromium-${process.pid}-${Date.now()}`);
    sweepDead(options.profileFolder);
    mkdirSync(profile, { recursive: true });
    const child = spawn(program, argumentsFor(options, profile), {
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
      // Ctrl+C in the terminal is for the app, which then closes the browser itself.
      detached: process.platform !== "win32",
    });
    return new Chromium(child, profile);
  }

  /** The debugging address, when asked for with `isDebuggable`. */
  get debugUrl(): Promise<string> {
    return this.endpoint.promise;
  }

  onExit(fn: () => void): void {
    this.child.once("exit", fn);
  }

  /** Closes the browser and waits until it is gone; kills it after three seconds. */
  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    const timer = setTimeout(() => this.kill(), 3_000);
    await this.cdp.send("Browser.close").catch(() => this.child.kill());
    await gone;
    clearTimeout(timer);
  }

  /** The browser and its own children: they are a process group of their own. */
  private kill(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // already gone
    }
  }

  private sweep(): void {
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

function argumentsFor(options: ChromiumOptions, profile: string): string[] {
  const { isHeadless, isDebuggable, width, height, appUrl } = options;
  return [
    ...FLAGS,
    ...options.switches,
    `--user-data-dir=${profile}`,
    `--window-size=${width},${height}`,
    "--remote-debugging-pipe",
    ...(isDebuggable ? ["--remote-debugging-port=0"] : []),
    // An app's window in either case: a tab's spinner would turn while the page loads, and Electron has no tabs.
    ...(isHeadless ? ["--headless", "--app=about:blank"] : [`--app=${appUrl}`]),
    // Chromium's sandbox does not start as root; everyone else keeps it. The second flag hides the bar that says so.
    ...(process.getuid?.() === 0 ? ["--no-sandbox", "--test-type"] : []),
  ];
}

/** Profiles of hosts that no longer run: `chromium-<pid>-<time>`. */
function sweepDead(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const pid = Number(/^chromium-(\d+)-\d+$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // no such process
  }
}
