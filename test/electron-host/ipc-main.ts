import { EventEmitter } from "node:events";
import type * as Electron from "electron";

type Handler = (event: never, ...args: unknown[]) => unknown;
const handlers = new Map<string, Handler>();

/** `ipcMain`: one handler a channel. */
export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler) => {
    if (handlers.has(channel)) throw new Error(`A second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel: string) => void handlers.delete(channel),
}) satisfies Pick<Electron.IpcMain, "removeHandler"> & { handle: unknown };

/** Runs a page's `invoke`. @throws what Electron's `invoke` rejects with: the message only. */
export async function answerInvoke(
  channel: string,
  event: object,
  args: readonly unknown[],
): Promise<unknown> {
  const handler = handlers.get(channel);
  if (!handler)
    throw new Error(
      `Error invoking remote method '${channel}': No handler registered for '${channel}'`,
    );
  return handler(event as never, ...args);
}
