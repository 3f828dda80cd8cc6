import { join } from "node:path";
import { Menu, nativeImage, Tray as SystemTray, type MenuItemConstructorOptions } from "electron";
import type { Tray, TrayCommand, TrayView } from "../ports.ts";

/** Until the app has said what is next. */
const AT_START: TrayView = {
  state: "idle",
  tooltip: "Defeah Studio",
  next: [],
  attention: [],
  paused: false,
  startAtLogin: false,
};

type Send = (command: TrayCommand) => void;

/** The icon that stays when the window is closed, with its menu. The system draws it; `view` is all it knows. */
export class DesktopTray implements Tray {
  private readonly folder: string;
  private readonly listeners = new Set<Send>();
  private readonly tray: SystemTray;
  private state: TrayView["state"] = AT_START.state;
  /** Clicked while the app was still starting. */
  private readonly early: TrayCommand[] = [];

  constructor(folder: string) {
    this.folder = folder;
    this.tray = new SystemTray(this.icon(AT_START.state));
    this.tray.on("click", () => this.say({ kind: "open" }));
    this.show(AT_START);
  }

  show(view: TrayView): void {
    if (view.state !== this.state) this.tray.setImage(this.icon(view.state));
    this.state = view.state;
    this.tray.setToolTip(view.tooltip);
    this.tray.setContextMenu(
      Menu.buildFromTemplate(trayMenu(view, (command) => this.say(command))),
    );
  }

  onCommand(fn: Send): () => void {
    this.listeners.add(fn);
    for (const command of this.early.splice(0)) fn(command);
    return () => this.listeners.delete(fn);
  }

  private say(command: TrayCommand): void {
    if (this.listeners.size === 0) this.early.push(command);
    for (const fn of this.listeners) fn(command);
  }

  /** macOS recolours a template image for the menu bar; it is told by the file's name. `@2x` is found beside it. */
  private icon(state: TrayView["state"]) {
    const ending = process.platform === "darwin" ? "Template.png" : ".png";
    return nativeImage.createFromPath(join(this.folder, `${state}${ending}`));
  }
}

function trayMenu(view: TrayView, say: Send): MenuItemConstructorOptions[] {
  return [
    ...screens("Needs you", view.attention, say),
    ...screens("Next", view.next, say),
    { label: "Open Defeah Studio", click: () => say({ kind: "open" }) },
    { label: "New post", click: () => say({ kind: "new-draft" }) },
    {
      label: "Publish the next post now",
      enabled: view.next.length > 0 && !view.paused,
      click: () => say({ kind: "publish-next" }),
    },
    { type: "separator" },
    {
      label: view.paused ? "Resume publishing" : "Pause publishing",
      click: () => say({ kind: "set-paused", paused: !view.paused }),
    },
    {
      label: "Start at login",
      type: "checkbox",
      checked: view.startAtLogin,
      click: () => say({ kind: "set-start-at-login", enabled: !view.startAtLogin }),
    },
    { type: "separator" },
    { label: "Quit", click: () => say({ kind: "quit" }) },
  ];
}

function screens(
  title: string,
  entries: TrayView["next"],
  say: Send,
): MenuItemConstructorOptions[] {
  if (entries.length === 0) return [];
  return [
    { label: title, enabled: false },
    ...entries.map(({ label, route }) => ({ label, click: () => say({ kind: "open", route }) })),
    { type: "separator" },
  ];
}
