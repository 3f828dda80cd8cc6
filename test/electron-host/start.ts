import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { buildWhenStale } from "./build.ts";
import { electronBinary } from "./electron-binary.ts";
import { findBrowser } from "../harness/find-browser.ts";
import { NO_CHROMIUM } from "./chromium.ts";

const root = join(import.meta.dirname, "../..");

/**
 * `npm start`: the app in Electron where its binary is there or can be fetched, else on the host in an installed
 * Chromium; on a Linux without a display, the demonstration instead. One line says which, and why.
 */
async function start(args: readonly string[]): Promise<void> {
  buildWhenStale(root);
  if (!hasDisplay()) {
    say(
      "There is no display here, so nothing can open a window: running the demonstration instead (npm run demo).",
    );
    return follow(spawn("npm", ["run", "demo"], { cwd: root, stdio: "inherit" }));
  }
  const electron = electronBinary(root);
  if (electron.file) {
    say("Starting in Electron.");
    return follow(spawn(electron.file, [root, ...args], { stdio: "inherit" }));
  }
  if (!findBrowser()) {
    say(`${electron.reason} ${NO_CHROMIUM}`);
    process.exitCode = 1;
    return;
  }
  say(
    `${electron.reason} Starting in an installed Chromium. Closing the window keeps it publishing; npm start brings it back, Ctrl+C ends it.`,
  );
  const host = join(import.meta.dirname, "run.ts");
  return follow(spawn(process.execPath, [host, root, ...args], { stdio: "inherit" }));
}

function hasDisplay(): boolean {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

/** Ends as the app ends; the terminal's Ctrl+C reaches the app itself. */
function follow(child: ChildProcess): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once("exit", (code) => {
      process.exitCode = code ?? 1;
      resolve();
    });
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await start(process.argv.slice(2));
