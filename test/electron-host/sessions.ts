import { EventEmitter } from "node:events";
import type * as Electron from "electron";

type Handler = (request: Request) => Response | Promise<Response>;
type Ask = (details: { url: string }) => boolean;

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

/** The one session. Its permission answers are given to Chromium; its request filter is asked for what no scheme handles. */
class HostSession extends EventEmitter {
  private permissionCheck: PermissionCheck = () => true;
  private readonly filters: Ask[] = [];

  readonly webRequest = {
    onBeforeRequest: (
      filter: { urls: string[] },
      listener: (details: { url: string }, answer: (reply: { cancel?: boolean }) => void) => void,
    ) => {
      const patterns = filter.urls.map(patternOf);
      this.filters.push((details) => {
        let isCancelled = false;
        if (patterns.some((pattern) => pattern.test(details.url)))
          listener(details, ({ cancel }) => {
            isCancelled = cancel === true;
          });
        return isCancelled;
      });
    },
  };

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

  isCancelled(url: string): boolean {
    return this.filters.some((isCancelled) => isCancelled({ url }));
  }
}

function patternOf(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}`);
}

export const session = { defaultSession: new HostSession() };
