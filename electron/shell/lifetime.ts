import { app } from "electron";
import type { Log, Notifier } from "../ports.ts";
import type { BootFile } from "./boot.ts";
import type { MainWindow } from "./window.ts";

/** How long stopping may take before the process ends anyway: intents are on disk, so nothing is lost. */
const LONGEST_STOP_MS = 45_000;

/** The app outlives its window: a second start, a click on the dock or the tray brings it back. */
export function stayInTheTray(deps: {
  readonly window: MainWindow;
  readonly boot: BootFile;
  readonly notifier: Notifier;
}): void {
  const { window, boot, notifier } = deps;
  let isQuitting = false;
  app.on("before-quit", () => {
    isQuitting = true;
  });
  app.on("second-instance", () => window.show());
  app.on("activate", () => window.show());
  // Having a listener is what keeps Electron from quitting here.
  app.on("window-all-closed", () => {
    if (isQuitting || boot.read().knowsTray) return;
    boot.write({ knowsTray: true });
    notifier.notify({
      title: "Defeah Studio keeps publishing",
      body: "It stays in the tray and posts on time. Open it from there, or quit it there to stop.",
      route: "/",
    });
  });
}

/** On the first `quit` everything stops in order, within a bound; then the process ends. */
export function endCleanly(deps: {
  readonly log: Log;
  readonly stop: () => Promise<unknown>;
}): void {
  let isStopped = false;
  let isStopping = false;
  app.on("will-quit", (event) => {
    if (isStopped) return;
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    void withinBound(deps.stop()).then(
      () => leave(0),
      (error: unknown) => {
        deps.log.error("app.stop-failed", { error });
        leave(1);
      },
    );
  });
  const leave = (code: number) => {
    isStopped = true;
    app.exit(code);
  };
}

async function withinBound(stopping: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("Stopping took too long")), LONGEST_STOP_MS);
  });
  await Promise.race([stopping, tooLong]).finally(() => clearTimeout(timer));
}
