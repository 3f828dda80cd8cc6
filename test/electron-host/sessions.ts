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

  /** What Chromium is told about one permission. */
  allows(permission: string, origin: string): boolean {
    return this.permissionCheck(null, permission, origin);
  }

  isCancelled(url: string): boolean {
    return this.filters.some((isCancelled) => isCancelled({ url }));
  }
}

function patternOf(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}`);
}

export const session = { defaultSession: new HostSession() };
