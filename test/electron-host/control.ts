import { once } from "node:events";
import { originOf } from "./addresses.ts";
import { browser } from "./browser.ts";
import { HostWindow } from "./browser-window.ts";
import { powerMonitor, shown } from "./desktop.ts";
import { answerInvoke } from "./ipc-main.ts";
import { openDialogs } from "./dialogs.ts";
import type { DesktopState } from "./desktop-state.ts";
import { app } from "./app.ts";

type Ask = { readonly ask: number; readonly name: string; readonly args: readonly never[] };

/** What a test may do to the desktop around the app. Called through `launchApp().desktop`. */
const actions = {
  state,
  /** Where a test's Playwright finds the window's page. Waits until there is one. */
  windowPage,
  loginPage,
  clickTray: () => void shown.tray?.emit("click"),
  clickTrayMenu: (label: string) => {
    const item = shown.tray?.menu?.items.find((entry) => entry.label === label);
    if (!item?.click || item.enabled === false)
      throw new Error(`The tray's menu has no '${label}' to click`);
    item.click({} as never, undefined, {});
  },
  clickNotification: (index: number) => void shown.notifications.at(index)?.emit("click"),
  failNotification: (index: number, reason: string) =>
    void shown.notifications.at(index)?.emit("failed", {}, reason),
  answerDialog: (answer: readonly string[] | number) => {
    const [dialog] = openDialogs;
    if (!dialog) throw new Error("There is no open dialog");
    dialog.answer(answer);
  },
  power: (event: string) => void powerMonitor.emit(event),
  setOnline: (isOnline: boolean) => {
    shown.isOnline = isOnline;
  },
  closeWindow: () => HostWindow.getAllWindows()[0]?.close(),
  blurWindow: () => HostWindow.getAllWindows()[0]?.blur(),
  /** Sends a request as if from somewhere else: another window, a frame inside the page, a page that is not ours. */
  invokeAs: (forged: ForgedSender, route: string, input: unknown) => {
    const [window] = HostWindow.getAllWindows();
    if (!window) throw new Error("There is no window");
    const { webContents } = window;
    const sender = forged.isOtherWindow
      ? { id: 999, mainFrame: webContents.mainFrame }
      : webContents;
    const { url = webContents.mainFrame.url } = forged;
    const frame = { url, origin: originOf(url) };
    const ownFrame = Object.assign(webContents.mainFrame, frame);
    const frames = { main: ownFrame, inner: frame, gone: null };
    return answerInvoke("request", { sender, senderFrame: frames[forged.frame] }, [route, input]);
  },
  quit: () => app.quit(),
};

type ForgedSender = {
  readonly frame: "main" | "inner" | "gone";
  readonly isOtherWindow?: boolean;
  readonly url?: string;
};
export type Actions = typeof actions;

/** The app's, not those in which others show their pages. */
function ownWindows(): readonly HostWindow[] {
  return HostWindow.getAllWindows().filter(({ webContents }) => !webContents.session.isPrivate);
}

/** Where a test's Playwright finds the page of a login window; undefined when there is none. */
async function loginPage(): Promise<{ readonly url: string; readonly targetId: string } | null> {
  const window = HostWindow.getAllWindows().find(
    ({ webContents }) => webContents.session.isPrivate,
  );
  const targetId = await window?.targetId();
  return targetId === undefined ? null : { url: await browser.debugUrl(), targetId };
}

async function windowPage(): Promise<{ readonly url: string; readonly targetId: string }> {
  for (;;) {
    const targetId = await ownWindows().at(-1)?.targetId();
    if (targetId !== undefined) return { url: await browser.debugUrl(), targetId };
    await once(app, "browser-window-created");
    // Its page is asked for right after it is made.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function state(): DesktopState {
  const { tray } = shown;
  return {
    windows: HostWindow.getAllWindows().map((window) => ({
      url: window.webContents.getURL(),
      preferences: { ...window.webContents.getLastWebPreferences() },
    })),
    tray: tray && {
      icon: tray.image.path,
      hasIcon: !tray.image.isEmpty(),
      toolTip: tray.toolTip,
      menu: (tray.menu?.items ?? []).map(({ label = "", enabled = true, checked = false }) => ({
        label,
        enabled,
        checked,
      })),
    },
    notifications: shown.notifications.map(({ title, body }) => ({ title, body })),
    dialogs: [...openDialogs].map(({ kind, title, detail, buttons }) => ({
      kind,
      title,
      detail,
      buttons,
    })),
    links: [...shown.links],
    keepsAwake: shown.blockers.size > 0,
    loginItems: app.loginItems.map(({ openAtLogin = false, args = [] }) => ({ openAtLogin, args })),
    removedSwitches: [...app.commandLine.removed],
  };
}

if (process.send) {
  process.on("message", (message: Ask) => {
    void answer(message).then((reply) => process.send?.({ ask: message.ask, ...reply }));
  });
  // The test went away without closing: nothing may be left behind.
  process.on("disconnect", () => app.quit());
}

async function answer({ name, args }: Ask): Promise<{ value?: unknown; error?: string }> {
  const action = (actions as unknown as Record<string, (...args: readonly never[]) => unknown>)[
    name
  ];
  try {
    if (!action) throw new Error(`No such action: ${name}`);
    return { value: await action(...args) };
  } catch (error) {
    // It is the test's to read.
    return { error: String(error) };
  }
}
