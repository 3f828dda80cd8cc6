import type { ChildProcess } from "node:child_process";
import type { Actions } from "../electron-host/control.ts";

/** What is around the app's window, as a test reads it and touches it. Each call is one action of the host's control. */
export type Desktop = {
  readonly [K in keyof Actions]: (
    ...args: Parameters<Actions[K]>
  ) => Promise<Awaited<ReturnType<Actions[K]>>>;
};

type Reply = { readonly ask: number; readonly value?: unknown; readonly error?: string };
type Waiting = { resolve(value: unknown): void; reject(error: Error): void };

/** Speaks with the host over its process's channel. */
export function desktopOnHost(child: ChildProcess): Desktop {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  child.on("message", (reply: Reply) => {
    const call = waiting.get(reply.ask);
    waiting.delete(reply.ask);
    if (reply.error === undefined) call?.resolve(reply.value);
    else call?.reject(new Error(reply.error));
  });
  child.once("exit", () => {
    for (const call of waiting.values()) call.reject(new Error("The app has ended"));
    waiting.clear();
  });
  const call = (name: string, args: readonly unknown[]) => {
    if (!child.connected) return Promise.reject(new Error("The app has ended"));
    asked += 1;
    const ask = asked;
    return new Promise((resolve, reject) => {
      waiting.set(ask, { resolve, reject });
      child.send({ ask, name, args });
    });
  };
  return new Proxy({} as Desktop, {
    get:
      (_target, name) =>
      (...args: readonly unknown[]) =>
        call(String(name), args),
  });
}
