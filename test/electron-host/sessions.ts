import { EventEmitter } from "node:events";
import type * as Electron from "electron";

type Handler = (request: Request) => Response | Promise<Response>;
type Asked = { readonly url: string; readonly resourceType: string };
type Listener = (request: Asked, answer: (reply: { cancel?: boolean }) => void) => void;

const schemes = new Map<string, Handler>();

/** `protocol`: who answers for a scheme. Asked by `requests.ts` for every request of a page. */
export const protocol = {
  registerSchemesAsPrivileged: () => {},
  handle: (scheme: string, handler: Handler) => {
    if (schemes.has(scheme)) throw new Error(`The scheme ${scheme} has a handler already`);
    schemes.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string) => schemes.has(scheme),
} satisfies Partial<Pick<typeof Electron.protocol, "handle" | "isProtocolHandled">> &
  Record<"registerSchemesAsPrivileged", unknown>;

export function handlerOf(scheme: string): Handler | undefined {
  return schemes.get(scheme);
}

type PermissionCheck = (contents: null, permission: string, origin: string) => boolean;

/** Chromium's names of permissions, and Electron's of the same. */
const PERMISSIONS = {
  geolocation: "geolocation",
  notifications: "notifications",
  midi: "midi",
  camera: "media",
  microphone: "media",
  "clipboard-read": "clipboard-read",
  "clipboard-write": "clipboard-sanitized-write",
  "idle-detection": "idle-detection",
  "screen-wake-lock": "screen-wake-lock",
  "persistent-storage": "persistent-storage",
} as const;

/** A session: the app's own, or one of a partition. Its permission answers are given to Chromium; its request filter is asked for what no scheme handles. */
export class HostSession extends EventEmitter {
  /** In a browser context of its own: nothing of it is shared or kept. */
  readonly isPrivate: boolean;
  private permissionCheck: PermissionCheck = () => true;
  private filter: (request: Asked) => boolean = () => false;

  constructor(isPrivate = false) {
    super();
    this.isPrivate = isPrivate;
  }

  /** As in Electron, the last listener takes the place of the one before. */
  readonly webRequest = {
    onBeforeRequest: (filter: { urls: string[] } | Listener, listener?: Listener) => {
      const patterns = typeof filter === "function" ? [/^/] : filter.urls.map(patternOf);
      const ask = typeof filter === "function" ? filter : listener;
      this.filter = (request) => {
        let isCancelled = false;
        if (patterns.some((pattern) => pattern.test(request.url)))
          ask?.(request, ({ cancel }) => {
            isCancelled = cancel === true;
          });
        return isCancelled;
      };
    },
  };

  /** The browser context goes with its last window, and everything in it. */
  clearStorageData(): Promise<void> {
    return Promise.resolve();
  }

  setPermissionRequestHandler(): void {}

  setPermissionCheckHandler(fn: PermissionCheck): void {
    this.permissionCheck = fn;
  }

  setDevicePermissionHandler(): void {}

  /** What Chromium is told about its permissions, each by its own name. */
  permissions(origin: string): { readonly name: string; readonly isAllowed: boolean }[] {
    return Object.entries(PERMISSIONS).map(([name, electronName]) => ({
      name,
      isAllowed: this.permissionCheck(null, electronName, origin),
    }));
  }

  isCancelled(url: string, resourceType: string): boolean {
    return this.filter({ url, resourceType });
  }
}

function patternOf(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}`);
}

const partitions = new Map<string, HostSession>();
let tellCreated: (created: HostSession) => void = () => {};

/** The app is told of each session before it is used, so that it can lock it down. */
export function onSessionCreated(listener: (created: HostSession) => void): void {
  tellCreated = listener;
}

export const session = {
  defaultSession: new HostSession(),
  fromPartition: (name: string) => {
    const known = partitions.get(name);
    if (known) return known;
    const made = new HostSession(!name.startsWith("persist:"));
    partitions.set(name, made);
    tellCreated(made);
    return made;
  },
};
