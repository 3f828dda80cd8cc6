import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { toChromium } from "./addresses.ts";
import { app } from "./app.ts";
import { browser, type PageHandle } from "./browser.ts";
import { nativeTheme } from "./native-theme.ts";
import { onSessionCreated, session } from "./sessions.ts";
import { HostWebContents } from "./web-contents.ts";

const windows = new Set<HostWindow>();

onSessionCreated((created) => app.emit("session-created", created));

/** What the app's permission check says, told to Chromium for the app's own origin. */
async function tellPermissions({ cdp }: PageHandle): Promise<void> {
  const origin = "app://studio";
  const told = session.defaultSession.permissions(origin).map(({ name, isAllowed }) =>
    cdp.send("Browser.setPermission", {
      permission: { name },
      setting: isAllowed ? "granted" : "denied",
      origin: toChromium(origin).slice(0, -1),
    }),
  );
  await Promise.all(told);
}

/** `BrowserWindow`: a page of the installed Chromium. What Chromium has no word for (overlay, background) is remembered only. */
export class HostWindow extends EventEmitter {
  readonly webContents: HostWebContents;
  private page: Promise<PageHandle> | undefined;
  private bounds: { x: number; y: number; width: number; height: number };
  private hasFocus = false;
  private isGone = false;
  private readonly closer = () => this.close();

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.webContents = new HostWebContents(options.webPreferences ?? {});
    this.webContents.once("painted", () => this.emit("ready-to-show"));
    windows.add(this);
    app.closers.add(this.closer);
    app.emit("web-contents-created", {}, this.webContents);
    app.emit("browser-window-created", {}, this);
  }

  static getAllWindows(): HostWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: HostWebContents): HostWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(address: string): Promise<void> {
    this.page ??= this.open(address);
    await this.page;
    await this.webContents.loadURL(address);
  }

  /** The browser's name for this window's page, once there is one. */
  async targetId(): Promise<string | undefined> {
    const page = await this.page?.catch(() => undefined);
    return page?.targetId;
  }

  show(): void {
    this.focus();
    this.emit("show");
  }

  focus(): void {
    this.hasFocus = true;
    void this.webContents.ask("Page.bringToFront").catch(() => {});
    this.emit("focus");
  }

  blur(): void {
    this.hasFocus = false;
    this.emit("blur");
  }

  isFocused(): boolean {
    return this.hasFocus;
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return false;
  }

  restore(): void {}

  maximize(): void {}

  getNormalBounds(): Electron.Rectangle {
    return { ...this.bounds };
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
    void this.fit().catch(() => {});
  }

  setBackgroundColor(): void {}

  setTitle(): void {}

  setTitleBarOverlay(): void {}

  isDestroyed(): boolean {
    return this.isGone;
  }

  close(): void {
    let isPrevented = false;
    const event = {
      preventDefault: () => {
        isPrevented = true;
      },
    };
    this.emit("close", event);
    if (!isPrevented) this.destroy();
  }

  destroy(): void {
    if (this.isGone) return;
    void this.page
      ?.then(({ cdp, targetId }) => cdp.send("Target.closeTarget", { targetId }))
      .catch(() => {});
    this.gone(true);
  }

  /** The page is no more, by us or by her closing the browser's window. */
  gone(isOurs = false): void {
    if (this.isGone) return;
    if (!isOurs) this.emit("close", { preventDefault: () => {} });
    this.isGone = true;
    windows.delete(this);
    app.closers.delete(this.closer);
    this.emit("closed");
    if (windows.size === 0) app.allWindowsClosed();
  }

  private async open(address: string): Promise<PageHandle> {
    const { width, height } = this.bounds;
    const page = await browser.open(
      { width, height, appUrl: address, isPrivate: this.webContents.session.isPrivate },
      { mayOpen: (url) => this.webContents.mayOpen(url), gone: () => this.gone() },
    );
    await this.webContents.attach(page);
    await this.fit();
    await tellPermissions(page);
    nativeTheme.tell(this.webContents);
    return page;
  }

  /** Without a display the page is as large as the window's content would be; with one, the window is. */
  private async fit(): Promise<void> {
    const { width, height } = this.bounds;
    if (app.isHeadless)
      await this.webContents.ask("Emulation.setDeviceMetricsOverride", {
        width,
        height,
        deviceScaleFactor: 0,
        mobile: false,
      });
  }
}
