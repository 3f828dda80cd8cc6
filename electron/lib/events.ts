import type { AppEvents } from "../../shared/contract/contract.ts";

type Listener = (name: keyof AppEvents, payload: AppEvents[keyof AppEvents]) => void;

/** Announces what changed, to windows and to `presence.ts`. Events never make something happen: that is a call. */
export class Events {
  private readonly listeners = new Set<Listener>();

  emit<E extends keyof AppEvents>(name: E, payload: AppEvents[E]): void {
    for (const listener of this.listeners) listener(name, payload);
  }

  /** Returns how to stop listening. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
