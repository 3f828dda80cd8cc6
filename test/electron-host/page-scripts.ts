import { randomUUID } from "node:crypto";
import { createCodec, PIECE_BYTES } from "./codec.ts";

/** The preload's own JavaScript world: a page script shares its DOM and none of its variables. */
export const PRELOAD_WORLD = "electron-preload";
/** The way from that world to this process; no other world has it. */
export const BINDING = "electronHostBinding";
/** Called in that world to deliver an answer or an event. */
export const RECEIVE = "electronHostReceive";

type Detail = { readonly [key: string]: never };

/** The scripts that run before any script of a page, in this order: the page's half of the bridge, then the preload. */
export function pageScripts(preload: string): { readonly page: string; readonly preload: string } {
  const token = `electron-host-${randomUUID()}`;
  return {
    page: `(${pageHalf.toString()})(${JSON.stringify(token)})`,
    preload: `(() => {
      if (window !== window.top) return;
      ${createCodec.toString()}
      const electron = (${preloadHalf.toString()})(${JSON.stringify({
        token,
        binding: BINDING,
        receive: RECEIVE,
        pieceBytes: PIECE_BYTES,
      })}, createCodec);
      const require = (name) => {
        if (name === "electron") return electron;
        throw new Error("A sandboxed preload may not require " + name);
      };
      const module = { exports: {} };
      (function (exports, require, module) {\n${preload}\n})(module.exports, require, module);
    })()`,
  };
}

/**
 * In the page's world: makes what the preload exposes. Both halves hold one detached element as their private wire: DOM
 * events cross worlds at once, and their details are cloned on the way. The page never sees the element.
 */
function pageHalf(token: string): void {
  if (window !== window.top) return;
  // Kept from before the page's scripts, which may replace it.
  // oxlint-disable-next-line typescript/unbound-method -- called through Reflect.apply only
  const dispatch = EventTarget.prototype.dispatchEvent;
  const { apply } = Reflect;
  const Custom = CustomEvent;
  const settles = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const callbacks = new Map<number, (...args: unknown[]) => void>();
  const wireUp = (event: Event) => {
    const wire = (event as MouseEvent).relatedTarget as EventTarget;
    let reply: { value?: unknown; error?: string; promise?: number; fn?: number } = {};
    const call = (fn: number, args: readonly unknown[]): unknown => {
      const sent = args.map((arg) => {
        if (typeof arg !== "function") return { value: arg };
        callbacks.set(callbacks.size, arg as () => void);
        return { callback: callbacks.size - 1 };
      });
      apply(dispatch, wire, [new Custom("call", { detail: { fn, args: sent } })]);
      const { value, error, promise, fn: returned } = reply;
      if (error !== undefined) throw new Error(error);
      if (returned !== undefined) return (...inner: unknown[]) => call(returned, inner);
      if (promise === undefined) return value;
      return new Promise((resolve, reject) => settles.set(promise, { resolve, reject }));
    };
    const listen = (name: string, fn: (detail: Detail) => void) =>
      wire.addEventListener(name, (e) => fn((e as CustomEvent<Detail>).detail));
    listen("reply", (detail) => {
      reply = detail;
    });
    listen("settle", ({ promise, value, error }) => {
      const waiting = settles.get(promise!);
      settles.delete(promise!);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(new Error(error));
    });
    listen("callback", ({ id, args }) => callbacks.get(id!)?.(...(args! as unknown[])));
    listen("expose", ({ key, functions }) => {
      const made = (functions! as [string, number][]).map(([name, fn]) => [
        name,
        (...args: unknown[]) => call(fn, args),
      ]);
      Object.defineProperty(window, key!, {
        value: Object.freeze(Object.fromEntries(made)),
        enumerable: true,
      });
    });
  };
  document.addEventListener(token, wireUp, { once: true });
}

type Names = {
  readonly token: string;
  readonly binding: string;
  readonly receive: string;
  readonly pieceBytes: number;
};

/** In the preload's world: `contextBridge` and `ipcRenderer`, over the wire to the page and the binding to the host. */
function preloadHalf(names: Names, makeCodec: typeof createCodec) {
  type Fn = (...args: unknown[]) => unknown;
  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const toHost = (message: unknown) => world[names.binding]!(JSON.stringify(message));
  const codec = makeCodec(names.pieceBytes, (name, base64) => toHost({ piece: name, base64 }));
  const wire = document.createElement("div");
  document.dispatchEvent(new MouseEvent(names.token, { relatedTarget: wire }));

  const functions: Fn[] = [];
  let promises = 0;
  const tell = (name: string, detail: unknown) =>
    wire.dispatchEvent(new CustomEvent(name, { detail }));
  const keep = (fn: Fn) => functions.push(fn) - 1;
  const settle = (promise: Promise<unknown>) => {
    promises += 1;
    const id = promises;
    promise.then(
      (value) => tell("settle", { promise: id, value }),
      (error: unknown) => tell("settle", { promise: id, error: String(error) }),
    );
    return { promise: id };
  };
  const answer = (value: unknown) => {
    if (value instanceof Promise) return settle(value);
    return typeof value === "function" ? { fn: keep(value as Fn) } : { value };
  };
  wire.addEventListener("call", (event) => {
    const { fn, args } = (event as CustomEvent).detail as {
      fn: number;
      args: { value?: unknown; callback?: number }[];
    };
    const real = args.map(({ value, callback }) =>
      callback === undefined
        ? value
        : (...inner: unknown[]) => tell("callback", { id: callback, args: inner }),
    );
    try {
      tell("reply", answer(functions[fn]!(...real)));
    } catch (error) {
      tell("reply", { error: String(error) });
    }
  });

  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, Set<Fn>>();
  let calls = 0;
  world[names.receive] = (text) => {
    const message = JSON.parse(text) as {
      piece?: number;
      base64?: string;
      call?: number;
      error?: string;
      channel?: string;
      value?: unknown;
    };
    if (message.piece !== undefined) codec.takePiece(message.piece, message.base64!);
    else if (message.call !== undefined) {
      const call = waiting.get(message.call);
      waiting.delete(message.call);
      if (message.error === undefined) call?.resolve(codec.unpack(message.value));
      else call?.reject(new Error(message.error));
    } else {
      const args = codec.unpack(message.value) as unknown[];
      for (const fn of listeners.get(message.channel!) ?? []) fn({}, ...args);
    }
  };
  const on = (channel: string, fn: Fn) => {
    const set = listeners.get(channel) ?? new Set();
    listeners.set(channel, set.add(fn));
  };
  return {
    contextBridge: {
      exposeInMainWorld: (key: string, api: Record<string, Fn>) =>
        tell("expose", {
          key,
          functions: Object.entries(api).map(([name, fn]) => [name, keep(fn)]),
        }),
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) => {
        calls += 1;
        const id = calls;
        return new Promise((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          toHost({ call: id, channel, args: codec.pack(args) });
        });
      },
      on,
      off: (channel: string, fn: Fn) => listeners.get(channel)?.delete(fn),
    },
  };
}
