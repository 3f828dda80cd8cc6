import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app } from "electron";
import type { Autostart } from "../ports.ts";
import { desktopEntry } from "./desktop-entry.ts";

/** Starts the app in the tray at login, on the same data folder. */
export function createAutostart(args: readonly string[]): Autostart {
  return process.platform === "linux" ? new DesktopEntry(args) : new LoginItem(args);
}

class LoginItem implements Autostart {
  private readonly args: string[];

  constructor(args: readonly string[]) {
    this.args = [...args];
  }

  isEnabled(): boolean {
    return app.getLoginItemSettings({ args: this.args }).openAtLogin;
  }

  setEnabled(enabled: boolean): void {
    app.setLoginItemSettings({ openAtLogin: enabled, args: this.args });
  }
}

/** Electron has no login items on Linux; the freedesktop autostart specification 0.5 is a file in this folder. */
class DesktopEntry implements Autostart {
  private readonly args: readonly string[];
  private readonly folder = join(app.getPath("appData"), "autostart");
  private readonly file = join(this.folder, "defeah-studio.desktop");

  constructor(args: readonly string[]) {
    this.args = args;
  }

  isEnabled(): boolean {
    return existsSync(this.file);
  }

  setEnabled(enabled: boolean): void {
    if (!enabled) {
      rmSync(this.file, { force: true });
      return;
    }
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.file, desktopEntry([program(), ...this.args]));
  }
}

/** An AppImage runs from a mount that changes; its own file is in `APPIMAGE`. */
function program(): string {
  return process.env["APPIMAGE"] ?? process.execPath;
}
