import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { desktopOnHost } from "../e2e/desktop.ts";
import { processorTime } from "./process-time.ts";

/** An Electron app to start: the folder with its `package.json`, and its arguments. */
export type Startable = { readonly folder: string; readonly args: readonly string[] };
/** Milliseconds from the start of the process: on the clock, and of processors (all its processes; Linux only). */
export type Started = { readonly ms: number; readonly processorMs: number | undefined };

const LONGEST_START_MS = 60_000;
const host = join(import.meta.dirname, "../electron-host/run.ts");

/**
 * Resolves in the page with the moment of the mark, epoch ms. The observer is all that a measurement puts into a page,
 * and it is the same in both; nothing is switched on that slows a page down.
 */
const WHEN_READY = `new Promise((resolve) => {
  const root = document.documentElement;
  const tell = () => root.dataset.appState === "ready" && resolve(performance.timeOrigin + performance.now());
  new MutationObserver(tell).observe(root, { attributes: true });
  tell();
})`;

/**
 * Starts an app and waits for `html[data-app-state=ready]`, which it puts there two frames after its first contents.
 * In real Electron when its program is given, else on the host. Ends it again.
 */
export async function startToReady(app: Startable, electron: string | undefined): Promise<Started> {
  const startedAt = performance.timeOrigin + performance.now();
  const running = electron ? runInElectron(app, electron) : runOnHost(app);
  try {
    const readyAt = await whenReady(await running.pageUrl());
    const { pid } = running.child;
    return { ms: readyAt - startedAt, processorMs: pid ? processorTime(pid) : undefined };
  } finally {
    await end(running);
  }
}

type Running = {
  readonly child: ChildProcess;
  /** The debugging address of the window's page, once there is one. */
  readonly pageUrl: () => Promise<string>;
  readonly quit: () => Promise<unknown>;
};

function runOnHost({ folder, args }: Startable): Running {
  const child = spawn(process.execPath, [host, folder, ...args], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const desktop = desktopOnHost(child);
  return {
    child,
    pageUrl: async () => {
      const { url, targetId } = await desktop.windowPage();
      return `ws://${new URL(url).host}/devtools/page/${targetId}`;
    },
    quit: () => desktop.quit(),
  };
}

function runInElectron({ folder, args }: Startable, electron: string): Running {
  const child = spawn(electron, ["--remote-debugging-port=0", folder, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  return {
    child,
    pageUrl: async () => {
      const { host: address } = new URL(await debugUrlOf(child));
      for (;;) {
        const reply = await fetch(`http://${address}/json/list`);
        const targets = (await reply.json()) as { type: string; webSocketDebuggerUrl: string }[];
        const page = targets.find(({ type }) => type === "page");
        if (page) return page.webSocketDebuggerUrl;
        await pause(10);
      }
    },
    quit: () => Promise.resolve(child.kill("SIGTERM")),
  };
}

async function debugUrlOf(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const bytes of child.stderr ?? []) {
    text += String(bytes);
    const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
    if (found) return found;
  }
  throw new Error(`Electron ended without a debugging address: ${text.slice(-400)}`);
}

/** A navigation takes the question away with the old document; it is asked again of the new one. */
async function whenReady(pageUrl: string): Promise<number> {
  const socket = new WebSocket(pageUrl);
  const giveUp = AbortSignal.timeout(LONGEST_START_MS);
  try {
    await once(socket, "open", { signal: giveUp });
    for (let id = 1; ; id++) {
      const answer = once(socket, "message", { signal: giveUp });
      const params = { expression: WHEN_READY, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id, method: "Runtime.evaluate", params }));
      const [{ data }] = (await answer) as [MessageEvent<string>];
      const reply = JSON.parse(data) as { result?: { result?: { value?: unknown } } };
      const value = reply.result?.result?.value;
      if (typeof value === "number") return value;
    }
  } finally {
    socket.close();
  }
}

async function end({ child, quit }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await quit().catch(() => child.kill());
  await ended;
  clearTimeout(timer);
}
