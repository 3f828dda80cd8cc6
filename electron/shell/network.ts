import { net } from "electron";
import type { Network } from "../ports.ts";

/** Electron's main process has no event for this, so it is asked. Waking up asks at once (`shell.ts`). */
const ASK_EVERY_MS = 5_000;

/** Whether the computer has a network at all; not whether Instagram answers. */
export class SystemNetwork implements Network {
  private readonly listeners = new Set<(isOnline: boolean) => void>();
  private timer: NodeJS.Timeout | undefined;
  private wasOnline = true;

  isOnline(): boolean {
    return net.isOnline();
  }

  onChange(fn: (isOnline: boolean) => void): () => void {
    this.wasOnline = net.isOnline();
    this.timer ??= setInterval(() => this.ask(), ASK_EVERY_MS).unref();
    this.listeners.add(fn);
    return () => {
      this.listeners.delete(fn);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  }

  /** Looks now and tells what changed. */
  ask(): void {
    const isOnline = net.isOnline();
    if (isOnline === this.wasOnline) return;
    this.wasOnline = isOnline;
    for (const fn of this.listeners) fn(isOnline);
  }
}
