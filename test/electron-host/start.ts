import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findBrowser } from "../harness/find-browser.ts";
import { buildWhenStale, SOURCES } from "./build.ts";
import { NO_CHROMIUM } from "./chromium.ts";
import { electronBinary } from "./electron-binary.ts";

/**
 * `npm start`: the app in Electron where its program is there or can be fetched, else on the host in an installed
 * Chromium; on a Linux without a display, the demonstration instead. One line says which, and why. `npm run dev` does the
 * same, and builds and starts anew whenever a source changes.
 */
const root = join(import.meta.dirname, "../..");
const isDev = process.argv.includes("--dev");
const args = process.argv.slice(2).filter((arg) => arg !== "--dev");

type Program = {
  readonly command: string;
  readonly args: readonly string[];
  readonly said: string;
};

function choose(): Program | undefined {
  if (!hasDisplay())
    return {
      command: process.platform === "win32" ? "npm.cmd" : "npm",
      args: ["run", "demo"],
      said: "There is no display, so no window can open: running the demonstration instead (npm run demo).",
    };
  const electron = electronBinary(root);
  if (electron.file)
    return { command: electron.file, args: [root, ...args], said: "Starting in Electron." };
  if (!findBrowser()) return undefined;
  return {
    command: process.execPath,
    args: [join(import.meta.dirname, "run.ts"), root, ...args],
    said: `${electron.reason} Starting in an installed Chromium: closing the window keeps it publishing, npm start brings the window back, Ctrl+C ends it.`,
  };
}

function hasDisplay(): boolean {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

function launch(program: Program): ChildProcess {
  return spawn(program.command, program.args, { cwd: root, stdio: "inherit" });
}

/** Ends as the app ends; a signal to us is one to the app. */
async function run(program: Program): Promise<void> {
  const child = launch(program);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, "exit")) as [number | null];
  process.exitCode = code ?? 1;
}

/** Builds and starts anew at each change, until Ctrl+C. */
async function runAgainAndAgain(program: Program): Promise<never> {
  let child = launch(program);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      child.kill(signal);
      process.exit();
    });
  for (;;) {
    await nextChange();
    if (!tryBuild()) continue;
    const ended = once(child, "exit");
    if (child.exitCode === null && child.kill("SIGTERM")) await ended;
    child = launch(program);
  }
}

function tryBuild(): boolean {
  try {
    buildWhenStale(root);
    return true;
  } catch {
    return false; // the compiler has said what is wrong; the next change tries again
  }
}

/** Waits for a change, and for an editor to finish writing. */
async function nextChange(): Promise<void> {
  const stop = new AbortController();
  await new Promise<void>((resolve) => {
    for (const folder of SOURCES) {
      const { signal } = stop;
      watch(join(root, folder), { recursive: true, signal }, () => resolve());
    }
  });
  stop.abort();
  await pause(300);
}

buildWhenStale(root);
const program = choose();
if (program) {
  process.stdout.write(`${program.said}\n`);
  await (isDev ? runAgainAndAgain(program) : run(program));
} else {
  process.stdout.write(`Electron's program could not be fetched. ${NO_CHROMIUM}\n`);
  process.exitCode = 1;
}
