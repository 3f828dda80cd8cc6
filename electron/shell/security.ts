import { app, session, type Session, type WebContents } from "electron";
import { isLoginSession } from "./login-window.ts";
import { isOwnPage } from "./own-page.ts";
import { KNOWN_SWITCHES } from "./start-options.ts";

/** The renderer copies texts to the clipboard and asks the browser engine for nothing else. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/** No page of ours comes from or speaks to the network: main makes every request. */
const NETWORK = {
  urls: ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "file:///*"],
};

/** Locks every page and session down. Called before `ready`, so that nothing is made before it holds. */
export function lockDown(): void {
  app.enableSandbox();
  // The screens speak British English; so do the browser's own date and time fields.
  app.commandLine.appendSwitch("lang", "en-GB");
  if (app.isPackaged) dropUnknownSwitches(process.argv);
  app.on("web-contents-created", (_event, contents) => guardContents(contents));
  app.on("session-created", guardSession);
  void app.whenReady().then(() => guardSession(session.defaultSession));
}

/** A packaged app takes no `--remote-debugging-port`, `--inspect` or `--load-extension` from whoever starts it. */
function dropUnknownSwitches(args: readonly string[]): void {
  for (const arg of args) {
    const name = /^--?([^=]+)/.exec(arg)?.[1];
    if (name && !KNOWN_SWITCHES.includes(name)) app.commandLine.removeSwitch(name);
  }
}

function guardContents(contents: WebContents): void {
  const stayHome = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  };
  // A login window goes where Meta's login leads; its own guard says how far.
  if (!isLoginSession(contents.session)) {
    contents.on("will-navigate", stayHome);
    contents.on("will-redirect", stayHome);
    contents.on("will-frame-navigate", stayHome);
  }
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

function guardSession(guarded: Session): void {
  guarded.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(ALLOWED_PERMISSIONS.has(permission)),
  );
  guarded.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission));
  guarded.setDevicePermissionHandler(() => false);
  guarded.webRequest.onBeforeRequest(NETWORK, (_request, answer) => answer({ cancel: true }));
}
