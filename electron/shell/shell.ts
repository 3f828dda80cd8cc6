import { mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { app } from "electron";
import type { Result } from "../../shared/result.ts";
import { layOut } from "../lib/data-folder.ts";
import { FileLog } from "../lib/log.ts";
import type { Log, Paths, Ports } from "../ports.ts";
import { BootFile } from "./boot.ts";
import { makePorts } from "./desktop-ports.ts";
import { explainAndLeave } from "./failed-start.ts";
import { answerRequests } from "./ipc.ts";
import { endCleanly, stayInTheTray } from "./lifetime.ts";
import { setMenu } from "./menu.ts";
import { registerSchemes, serveMedia, serveScreens, type OpenMedia } from "./protocol.ts";
import { lockDown } from "./security.ts";
import { readStartOptions, type StartOptions } from "./start-options.ts";
import { readTestTimes } from "./test-times.ts";
import { followTheme } from "./theme.ts";
import { MainWindow } from "./window.ts";

/** What the shell needs of the app it gives a window to. */
export type Served = {
  dispatch(path: string, input: unknown): Promise<Result<unknown>>;
  readonly events: { subscribe(fn: (name: string, payload: unknown) => void): () => void };
  readonly openMedia: OpenMedia;
  stop(): Promise<void>;
};

/** The first screen is drawn so soon after its first paint; what begins then does not take the processor from it. */
const SCREEN_TAKES_MS = 500;
/** A window that has not painted by then is not waited for. */
const LONGEST_WAIT_MS = 3_000;

/** `dist/main`, whether in the package or beside the sources. */
const here = import.meta.dirname;

/**
 * Takes the data folder and locks everything down, before Electron is ready. Undefined when another instance of the app
 * has the folder: it has been told to come to the front, and this one ends.
 */
export function createShell(args: readonly string[]): Shell | undefined {
  const options = readStartOptions(args);
  const paths = layOut(options.dataFolder ?? app.getPath("userData"), {
    resources: join(here, "../../resources"),
    pictureWorker: join(here, "picture-worker.js"),
    videoWorker: join(here, "video-worker.js"),
    watchWorker: join(here, "watch-worker.js"),
    readerWorker: join(here, "reader-worker.js"),
  });
  placeFolders(paths.dataFolder);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return undefined;
  }
  lockDown();
  registerSchemes();
  return new Shell(options, paths);
}

/** Chromium's own files stand apart from hers. Electron refuses a folder that does not exist. */
function placeFolders(dataFolder: string): void {
  const session = join(dataFolder, "session");
  mkdirSync(session, { recursive: true });
  // What the engine made of the app's files at the last start: reading them anew takes 35 ms.
  enableCompileCache(join(session, "compiled"));
  app.setPath("userData", dataFolder);
  app.setPath("sessionData", session);
}

/** Electron's side of the app: its ports, its one window, its way in and out. */
export class Shell {
  /** Empty, except under the crash tests. */
  readonly testTimes = readTestTimes(app.isPackaged, process.env["DEFEAH_TEST_TIMES"]);
  private readonly options: StartOptions;
  private readonly paths: Paths;
  private readonly boot: BootFile;
  private readonly log: Log;
  private readonly window: MainWindow;
  private readonly appMade = Promise.withResolvers<void>();
  /** When what the first screen does without may begin; at once where no window opens. */
  firstScreen: Promise<void> = Promise.resolve();

  constructor(options: StartOptions, paths: Paths) {
    this.options = options;
    this.paths = paths;
    this.log = new FileLog(paths.logFile, Date.now);
    this.boot = new BootFile(paths.dataFolder, (error) =>
      this.log.error("boot.not-written", { error }),
    );
    this.window = new MainWindow({
      boot: this.boot,
      preload: join(here, "../preload/preload.cjs"),
      isPackaged: app.isPackaged,
      appMade: this.appMade.promise,
    });
    process.on("uncaughtException", (error) => this.log.error("process.uncaught", { error }));
    process.on("unhandledRejection", (error) => this.log.error("process.unhandled", { error }));
  }

  /** Runs `open` once Electron is ready. When it fails, a dialog says why in a sentence, and the process ends. */
  whenReady(open: (ports: Ports) => Promise<void>): void {
    void app
      .whenReady()
      .then(() => this.open(open))
      .catch((error: unknown) => explainAndLeave(error, { log: this.log, paths: this.paths }));
  }

  /**
   * Opens the window and makes the app beside it. What the page asks meanwhile waits for the app; when the app cannot be
   * made, the window is never shown.
   */
  async serve<T extends Served>(make: () => Promise<T>): Promise<T> {
    const { boot, log, window } = this;
    const { promise: served, resolve } = Promise.withResolvers<T>();
    answerRequests({
      dispatch: async (path, input) => (await served).dispatch(path, input),
      log,
      isOurWindow: (id) => window.owns(id),
    });
    serveScreens(join(here, "../renderer"));
    serveMedia(async (path) => (await served).openMedia(path));
    this.openFirstWindow();
    const made = await make();
    made.events.subscribe((name, payload) => window.send(name, payload));
    followTheme(made);
    endCleanly({ log, stop: () => Promise.all([made.stop(), boot.saved()]) });
    resolve(made);
    this.appMade.resolve();
    return made;
  }

  /** Unless the start was a silent one at login. */
  private openFirstWindow(): void {
    // macOS passes no arguments to a login item; it tells in another way.
    const isAtLogin = process.platform === "darwin" && app.getLoginItemSettings().wasOpenedAtLogin;
    if (this.options.isHidden || isAtLogin) return;
    const drawn = this.window.firstPaint.then(() => pause(SCREEN_TAKES_MS));
    this.firstScreen = Promise.race([drawn, pause(LONGEST_WAIT_MS)]);
    this.window.show();
  }

  private open(open: (ports: Ports) => Promise<void>): Promise<void> {
    const { window, boot, log, paths } = this;
    // Windows shows a notification only under the id of the installed shortcut (electron-builder.yml).
    app.setAppUserModelId("com.defeah.studio");
    setMenu(app.isPackaged);
    const ports = makePorts({ window, log, paths });
    stayInTheTray({ window, boot, notifier: ports.notifier });
    return open(ports);
  }
}
