import { AppError, type Result } from "../result.ts";
import type { AppEvents, Client } from "./contract.ts";

/** The only two functions that cross the context bridge. */
export type Bridge = {
  invoke(route: string, input: unknown): Promise<Result<unknown>>;
  subscribe(listener: (name: string, payload: unknown) => void): () => void;
};

/**
 * Turns the bridge into `ipc.posts.get({…})`. A route is the same function each time it is named. Used by the renderer and,
 * unchanged, by the tests and the command line.
 */
export function createClient(bridge: Bridge): Client {
  const routes = new Map<string, (input: unknown) => Promise<unknown>>();
  const makeCall = (route: string) => async (input: unknown) => {
    const result = await bridge.invoke(route, input);
    if (!result.ok)
      throw new AppError(result.error.code, result.error.message, {
        retryAt: result.error.retryAt,
      });
    return result.data;
  };
  const call = (route: string) => {
    const made = routes.get(route) ?? makeCall(route);
    routes.set(route, made);
    return made;
  };
  const feature = (name: string) =>
    new Proxy({}, { get: (_, route) => call(`${name}.${String(route)}`) });
  return new Proxy({}, { get: (_, name) => feature(String(name)) }) as Client;
}

/** Listens to one kind of event. Returns how to stop. */
export function on<E extends keyof AppEvents>(
  bridge: Bridge,
  event: E,
  listener: (payload: AppEvents[E]) => void,
): () => void {
  return bridge.subscribe((name, payload) => {
    if (name === event) listener(payload as AppEvents[E]);
  });
}
