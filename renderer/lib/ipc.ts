import { createClient, type Bridge } from "../../shared/contract/client.ts";
import type { AppEvents, Client } from "../../shared/contract/contract.ts";

declare global {
  interface Window {
    /** Put there by the preload: the only way out of this page. */
    readonly bridge: Bridge;
  }
}

// Looked up at each call, so that a page may get its bridge after its scripts (tests, the preview).
const bridge: Bridge = {
  invoke: (route, input) => window.bridge.invoke(route, input),
  subscribe: (listener) => window.bridge.subscribe(listener),
};

/** Asks the main process: `ipc.posts.get({ id })`. Rejects with `AppError`. */
export const ipc: Client = createClient(bridge);

/** The name of something the main process tells. */
export type EventName = keyof AppEvents;

/** Listens to whatever is told. Returns how to stop. */
export function onAnyEvent(listener: () => void): () => void {
  return bridge.subscribe(listener);
}

/** Listens to one kind of event; `listener` gets its payload. Returns how to stop. */
export function onEvent<E extends EventName>(
  name: E,
  listener: (payload: AppEvents[E]) => void,
): () => void {
  return bridge.subscribe((told, payload) => {
    if (told === name) listener(payload as AppEvents[E]);
  });
}
