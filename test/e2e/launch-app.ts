import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { buildWhenStale } from "../electron-host/build.ts";
import { installedElectron } from "../electron-host/electron-binary.ts";
import { NO_CHROMIUM } from "../electron-host/chromium.ts";
import { findBrowser } from "../harness/find-browser.ts";
import { desktopOnHost, type Desktop } from "./desktop.ts";
import { launchInElectron } from "./launch-electron.ts";

const root = join(import.meta.dirname, "../..");
const LONGEST_CLOSE_MS = 20_000;

export type LaunchOptions = {
  /** The data folder; a new one otherwise. */
  readonly data?: string;
  /** More arguments, such as `--hidden`. */
  readonly args?: readonly string[];
  /** Added to the environment, such as `DEFEAH_CRASH_AT` or `ELECTRON_HOST_KEYRING=durable`. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder with `package.json` and `dist`; the project's otherwise, built when stale. */
  readonly root?: string;
};

export type LaunchedApp = {
  readonly kind: "electron" | "host";
  /** The data folder. */
  readonly data: string;
  /** The main process, to kill it. */
  readonly process: ChildProcess;
  /** Tray, notifications, dialogs, power: what is around the window. */
  readonly desktop: Desktop;
  /** The window's page; waits until there is one. With `--hidden` that is when something shows it. */
  page(): Promise<Page>;
  /** Quits as a user does and waits for the end. @throws when a dialog stands unanswered or the app does not end. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Starts the built app: in real Electron where its program is installed, else on the host. Prints which. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const folder = options.root ?? root;
  if (!options.root) buildWhenStale(root);
  const data = options.data ?? mkdtempSync(join(tmpdir(), "defeah-e2e-"));
  const electron = installedElectron(root);
  if (electron) {
    say("electron", "its program is installed");
    return launchInElectron({ ...options, electron, root: folder, data });
  }
  if (!findBrowser()) throw new Error(NO_CHROMIUM);
  say("host", "Electron's program is not installed");
  return launchOnHost({ ...options, root: folder, data });
}

async function launchOnHost(
  options: LaunchOptions & { readonly root: string; readonly data: string },
): Promise<LaunchedApp> {
  const run = join(root, "test/electron-host/run.ts");
  const args = [run, options.root, `--data=${options.data}`, ...(options.args ?? [])];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const desktop = desktopOnHost(child);
  const pages = pagesOf(desktop);
  const close = async () => {
    const { dialogs } = isRunning(child) ? await desktop.state() : { dialogs: [] };
    await pages.close();
    await quit(child, desktop);
    if (dialogs.length > 0)
      throw new Error(`Unanswered dialog: ${dialogs.map(({ title }) => title).join("; ")}`);
  };
  return {
    kind: "host",
    data: options.data,
    process: child,
    desktop,
    page: pages.page,
    close,
    [Symbol.asyncDispose]: close,
  };
}

type Browser = Awaited<ReturnType<typeof chromium.connectOverCDP>>;

/** Playwright beside the host on the same browser. A window that was closed and shown again is another page, perhaps in another browser. */
function pagesOf(desktop: Desktop) {
  let connected: { readonly url: string; readonly browser: Browser } | undefined;
  return {
    page: async (): Promise<Page> => {
      const { url, targetId } = await desktop.windowPage();
      if (connected?.url !== url) {
        await connected?.browser.close();
        connected = { url, browser: await chromium.connectOverCDP(url) };
      }
      const page = await pageOf(connected.browser, targetId);
      await page.waitForURL("https://studio.app.localhost/**", { waitUntil: "commit" });
      return page;
    },
    close: async () => {
      await connected?.browser.close();
    },
  };
}

async function pageOf(browser: Browser, targetId: string): Promise<Page> {
  const context = browser.contexts()[0]!;
  for (;;) {
    for (const page of context.pages()) if ((await targetOf(page)) === targetId) return page;
    await context.waitForEvent("page");
  }
}

/** Undefined for a page that is going away. */
async function targetOf(page: Page): Promise<string | undefined> {
  try {
    const session = await page.context().newCDPSession(page);
    const { targetInfo } = await session.send("Target.getTargetInfo");
    await session.detach();
    return targetInfo.targetId;
  } catch {
    return undefined; // it closed while we asked
  }
}

async function quit(child: ChildProcess, desktop: Desktop): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, "exit");
  await desktop.quit();
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_CLOSE_MS);
  const [, signal] = (await ended) as [number | null, string | null];
  clearTimeout(timer);
  if (signal === "SIGKILL") throw new Error("The app did not end when told to quit");
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function say(kind: string, reason: string): void {
  process.stdout.write(`launchApp: ${kind} (${reason})\n`);
}
