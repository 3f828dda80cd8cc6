import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import type * as Electron from "electron";
import { hostSettings } from "./settings.ts";

type Template = readonly Electron.MenuItemConstructorOptions[];

/** Everything the app showed on the desktop around its window, for `control.ts` to tell and to touch. */
export const shown = {
  tray: undefined as HostTray | undefined,
  notifications: [] as HostNotification[],
  links: [] as string[],
  blockers: new Map<number, string>(),
  isOnline: true,
};

class HostMenu {
  readonly items: Template;

  constructor(items: Template) {
    this.items = items;
  }
}

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => new HostMenu(template),
  setApplicationMenu: () => {},
} satisfies { readonly [K in keyof typeof Electron.Menu]?: unknown };

export const nativeImage = {
  createFromPath: (path: string) => ({ path, isEmpty: () => !existsSync(path) }),
} satisfies { readonly [K in keyof typeof Electron.nativeImage]?: unknown };

type HostImage = ReturnType<typeof nativeImage.createFromPath>;

/** The tray icon: its image's file, its words and its menu, remembered. */
export class HostTray extends EventEmitter {
  image: HostImage;
  toolTip = "";
  menu: HostMenu | undefined;

  constructor(image: HostImage) {
    super();
    this.image = image;
    shown.tray = this;
  }

  setImage(image: HostImage): void {
    this.image = image;
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setContextMenu(menu: HostMenu): void {
    this.menu = menu;
  }

  destroy(): void {
    shown.tray = undefined;
  }
}

/** A notification: remembered; on a terminal it is a line. */
export class HostNotification extends EventEmitter {
  readonly title: string;
  readonly body: string;

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.title = options.title ?? "";
    this.body = options.body ?? "";
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    shown.notifications.push(this);
    if (!hostSettings.isTested) process.stdout.write(`[${this.title}] ${this.body}\n`);
    this.emit("show");
  }

  close(): void {
    this.emit("close");
  }
}

export const powerMonitor = new EventEmitter();

let nextBlocker = 0;
export const powerSaveBlocker = {
  start: (kind: string) => {
    nextBlocker += 1;
    shown.blockers.set(nextBlocker, kind);
    return nextBlocker;
  },
  stop: (id: number) => shown.blockers.delete(id),
  isStarted: (id: number) => shown.blockers.has(id),
} satisfies Partial<Electron.PowerSaveBlocker>;

export const net = { isOnline: () => shown.isOnline } satisfies Partial<Electron.Net>;

export const screen = {
  getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
} satisfies { readonly [K in keyof Electron.Screen]?: unknown };
