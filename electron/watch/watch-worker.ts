import { spawn } from "node:child_process";
import { writeFileSync, writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { openReadOnly } from "../db/read-only.ts";
import { SystemClock } from "../lib/system-clock.ts";
import type { Alarm, ToWatch, WatchOrder } from "./messages.ts";
import { Watch } from "./watch.ts";

/*
 * The thread of the watch. When main hangs, neither window nor tray nor Electron's notifications can be reached from here:
 * what is left is a file for the next start and a program of the system that shows a warning.
 */

const { database, alarmFile, lastResort, times } = workerData as WatchOrder;

const watch = new Watch({
  clock: new SystemClock(),
  times,
  open: () => openReadOnly(database),
  // A thread's postMessage has no origin to name; the rule means windows.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  post: (message) => parentPort?.postMessage(message),
  alarm: raise,
});

function raise(alarm: Alarm): void {
  try {
    writeFileSync(alarmFile, JSON.stringify(alarm));
  } catch {
    // A full disk must not keep the warning back.
  }
  const [program, ...words] = lastResort ?? [];
  // Not `process.stderr`: in a thread that goes through main, which hangs.
  if (program === undefined) writeSync(2, "Defeah Studio has stopped answering.\n");
  else
    spawn(program, words, { stdio: "ignore", detached: true })
      .on("error", () => {}) // there is no such program here: the file remains
      .unref();
}

parentPort?.on("message", (message: ToWatch) => watch.hear(message));
watch.start();
