import { BrowserWindow, session, type Session, type WebContents } from "electron";
import { isLoginPage, leadsBack } from "../lib/redirect.ts";
import type { LoginWindow } from "../ports.ts";

type Login = Parameters<LoginWindow["show"]>[0];

/** Sessions of login windows: the only ones that may use the network. `security.ts` asks. */
const loginSessions = new WeakSet<Session>();
let opened = 0;

export function isLoginSession(asked: Session): boolean {
  return loginSessions.has(asked);
}

/**
 * Meta's login in a window of its own: no preload, no Node, sandboxed, a session in memory that is wiped afterwards, Meta's
 * pages only. Where it leads back to is caught before anything is asked of that address, so nothing needs to listen there.
 */
export const desktopLogin: LoginWindow = {
  show: async (login, signal) => {
    if (signal.aborted) return undefined;
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const own = openSession(login, resolve);
    const window = makeWindow(own);
    guard(window.webContents, login, resolve);
    window.on("closed", () => resolve(undefined));
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
    try {
      // A page that cannot be loaded shows so in the window; she closes it.
      window.loadURL(login.url).catch(() => {});
      return await promise;
    } finally {
      if (!window.isDestroyed()) window.destroy();
      await own.clearStorageData();
    }
  },
};

/** In memory: the name has no `persist:`. A new one for each login, so that she can log in as somebody else. */
function openSession(login: Login, answer: (address: string) => void): Session {
  opened += 1;
  const own = session.fromPartition(`login-${opened}`, { cache: false });
  loginSessions.add(own);
  // In place of the app's own filter, which lets nothing through. Whatever way leads back, nothing is asked of that address.
  own.webRequest.onBeforeRequest((request, reply) => {
    const isBack = leadsBack(request.url, login.redirectUri);
    if (isBack && request.resourceType === "mainFrame") answer(request.url);
    reply({ cancel: isBack || !mayAsk(request.url) });
  });
  return own;
}

/** Web pages by https, and this computer for practice. */
function mayAsk(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  if (["https:", "wss:", "data:", "blob:"].includes(protocol)) return true;
  return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost");
}

function makeWindow(own: Session): BrowserWindow {
  return new BrowserWindow({
    width: 520,
    height: 760,
    title: "Log in",
    autoHideMenuBar: true,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      devTools: false,
    },
  });
}

type Going = {
  readonly url: string;
  readonly isMainFrame: boolean;
  preventDefault(): void;
};

function guard(contents: WebContents, login: Login, answer: (address: string) => void): void {
  const follow = (event: Going) => {
    if (event.isMainFrame && leadsBack(event.url, login.redirectUri)) {
      event.preventDefault();
      answer(event.url);
    } else if (event.isMainFrame && !isLoginPage(event.url, login.url)) event.preventDefault();
  };
  contents.on("will-navigate", follow);
  contents.on("will-redirect", follow);
  // Whose page it is stands in the title: there is no address bar.
  contents.on("page-title-updated", (event) => event.preventDefault());
  contents.on("did-navigate", (_event, address) => {
    const window = BrowserWindow.fromWebContents(contents);
    if (URL.canParse(address)) window?.setTitle(`Log in · ${new URL(address).host}`);
  });
}
