import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from "electron";
import type { Windows } from "../ports.ts";
import { MIN_HEIGHT, MIN_WIDTH, type Boot, type BootFile } from "./boot.ts";
import { OWN_ORIGIN } from "./own-page.ts";

/** `paper`, `sunk` and `ink` of the design tokens: what shows before the first paint, and behind the window's buttons. */
const COLOURS = {
  light: { paper: "#FAF7F2", bar: "#F2ECE3", ink: "#2A2420" },
  dark: { paper: "#1B1815", bar: "#151210", ink: "#F3ECE3" },
} as const;
const TITLE_BAR_PX = 38;

type Deps = {
  readonly boot: BootFile;
  readonly preload: string;
  readonly isPackaged: boolean;
  /** Nothing is shown before: an app that cannot start shows a dialog and no empty window. */
  readonly appMade: Promise<void>;
};

/** The one window. Closing destroys it, which frees its memory; showing makes it anew where it was. */
export class MainWindow implements Windows {
  private readonly deps: Deps;
  private window: BrowserWindow | undefined;
  private readonly painted = Promise.withResolvers<void>();

  constructor(deps: Deps) {
    this.deps = deps;
    nativeTheme.on("updated", () => this.paint());
  }

  /** Resolves when a window has painted for the first time. */
  get firstPaint(): Promise<void> {
    return this.painted.promise;
  }

  show(route?: string): void {
    if (!this.window) {
      this.window = this.make(route ?? "/");
      return;
    }
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
    if (route !== undefined) this.send("app.navigate", { route });
  }

  send(name: string, payload: unknown): void {
    this.window?.webContents.send("event", name, payload);
  }

  isFocused(): boolean {
    return this.window?.isFocused() ?? false;
  }

  owns(contentsId: number): boolean {
    return this.window?.webContents.id === contentsId;
  }

  private make(route: string): BrowserWindow {
    const boot = this.deps.boot.read();
    const window = new BrowserWindow({
      ...placeOf(boot),
      ...frameOf(),
      show: false,
      title: "Defeah Studio",
      webPreferences: {
        preload: this.deps.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        webSecurity: true,
        // Elsewhere Chromium would fetch its dictionaries from the network.
        spellcheck: process.platform === "darwin",
        devTools: !this.deps.isPackaged,
      },
    });
    const show = () => {
      if (this.window !== window) return; // closed meanwhile
      if (boot.isMaximized) window.maximize();
      window.show();
    };
    window.once("ready-to-show", () => {
      this.painted.resolve();
      void this.deps.appMade.then(show);
    });
    // A page that died comes back by itself: what she typed is already saved.
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit") window.webContents.reload();
    });
    window.on("close", () => this.remember(window));
    window.on("closed", () => {
      this.window = undefined;
    });
    void window.loadURL(`${OWN_ORIGIN}${route}`);
    return window;
  }

  private remember(window: BrowserWindow): void {
    const { x, y, width, height } = window.getNormalBounds();
    this.deps.boot.write({ x, y, width, height, isMaximized: window.isMaximized() });
  }

  private paint(): void {
    const { paper, bar, ink } = colours();
    this.window?.setBackgroundColor(paper);
    if (process.platform !== "darwin")
      this.window?.setTitleBarOverlay({ color: bar, symbolColor: ink, height: TITLE_BAR_PX });
  }
}

/** Where it was, unless that is no longer on any screen. */
function placeOf(boot: Boot): BrowserWindowConstructorOptions {
  const size = {
    width: boot.width,
    height: boot.height,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
  };
  if (boot.x === null || boot.y === null) return size;
  const bounds = { x: boot.x, y: boot.y, width: boot.width, height: boot.height };
  const { workArea } = screen.getDisplayMatching(bounds);
  const isVisible =
    bounds.x < workArea.x + workArea.width - 100 &&
    bounds.x + bounds.width > workArea.x + 100 &&
    bounds.y >= workArea.y - 10 &&
    bounds.y < workArea.y + workArea.height - 100;
  return isVisible ? { ...size, x: boot.x, y: boot.y } : size;
}

/** Our own title bar, with the system's buttons over it. */
function frameOf(): BrowserWindowConstructorOptions {
  const { paper, bar, ink } = colours();
  if (process.platform === "darwin")
    return {
      backgroundColor: paper,
      titleBarStyle: "hiddenInset",
      trafficLightPosition: { x: 14, y: 12 },
    };
  return {
    backgroundColor: paper,
    autoHideMenuBar: true,
    titleBarStyle: "hidden",
    titleBarOverlay: { color: bar, symbolColor: ink, height: TITLE_BAR_PX },
  };
}

function colours() {
  return nativeTheme.shouldUseDarkColors ? COLOURS.dark : COLOURS.light;
}
