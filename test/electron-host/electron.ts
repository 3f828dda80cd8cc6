import type * as Electron from "electron";
import { app } from "./app.ts";
import { HostWindow as BrowserWindow } from "./browser-window.ts";
import {
  HostNotification as Notification,
  HostTray as Tray,
  Menu,
  nativeImage,
  net,
  powerMonitor,
  powerSaveBlocker,
  screen,
} from "./desktop.ts";
import { dialog, shell } from "./dialogs.ts";
import { ipcMain } from "./ipc-main.ts";
import { nativeTheme } from "./native-theme.ts";
import { safeStorage } from "./safe-storage.ts";
import { protocol, session } from "./sessions.ts";

/** What `import … from "electron"` gives on the host. Only names that Electron has; only those the shell uses. */
const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
} satisfies { readonly [K in keyof typeof Electron]?: unknown };

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};
// oxlint-disable-next-line import/no-default-export -- electron-store imports Electron's default
export default electron;
