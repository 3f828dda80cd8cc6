import { millisecondsInSecond as SECOND } from "date-fns/constants";
import type { Clock, Log } from "../ports.ts";

/** Where what is known of the platform outlives the app. `graph` asks for no more than this. */
export type GraphStore = {
  load(): readonly { readonly key: string; readonly state: string }[];
  /** Together or not at all. */
  save(rows: readonly { readonly key: string; readonly state: string }[], now: number): void;
  countUnknown(reply: UnknownReply, now: number): void;
};

/** `label` is such as `100/2207999`. */
export type UnknownReply = { readonly label: string; readonly httpStatus: number | null };

/** For a graph without a database: it forgets. */
export const FORGETFUL: GraphStore = { load: () => [], save: () => {}, countUnknown: () => {} };

/** Calls are counted one by one, and written this much later together. */
const WRITE_AFTER_MS = 5 * SECOND;

/**
 * Keeps the limits' state over a restart, as JSON by key. Read in one query when first asked, never at the app's start. No
 * failure of the store reaches a call to the platform: a full disk must not turn a publish call's good answer into an error.
 */
export class Memory {
  private readonly deps: { readonly store: GraphStore; readonly clock: Clock; readonly log: Log };
  private readonly changed = new Map<string, () => unknown>();
  private kept: ReadonlyMap<string, string> | undefined;
  private cancelTimer: (() => void) | undefined;

  constructor(deps: Memory["deps"]) {
    this.deps = deps;
  }

  /** What an earlier run of the app left under a key; undefined for nothing, or for what is no JSON. */
  recall(key: string): unknown {
    this.kept ??= this.load();
    const state = this.kept.get(key);
    try {
      return state === undefined ? undefined : JSON.parse(state);
    } catch {
      return undefined; // nonsense in the table counts as nothing: the platform tells anew
    }
  }

  /** The state of a key is another now. It is asked for when it is written. */
  change(key: string, state: () => unknown): void {
    this.changed.set(key, state);
    const { clock } = this.deps;
    this.cancelTimer ??= clock.at(clock.now() + WRITE_AFTER_MS, () => this.flush());
  }

  /** As `change`, for what a crash a moment later must not undo. */
  changeNow(key: string, state: () => unknown): void {
    this.changed.set(key, state);
    this.flush();
  }

  /** Writes what has changed. What cannot be written is tried again. */
  flush(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    if (this.changed.size === 0) return;
    const { store, clock, log } = this.deps;
    const due = [...this.changed];
    const rows = due.map(([key, state]) => ({ key, state: JSON.stringify(state()) }));
    try {
      store.save(rows, clock.now());
      this.changed.clear();
    } catch (error) {
      log.error("graph.limits-unwritten", { error });
      this.cancelTimer = clock.at(clock.now() + WRITE_AFTER_MS, () => this.flush());
    }
  }

  /** Writes what has changed, and no more after that. */
  stop(): void {
    this.flush();
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }

  /** Counts an answer that the table of errors has no line for. */
  countUnknown(reply: UnknownReply): void {
    const { store, clock, log } = this.deps;
    try {
      store.countUnknown(reply, clock.now());
    } catch (error) {
      log.error("graph.unknown-uncounted", { label: reply.label, error });
    }
  }

  private load(): ReadonlyMap<string, string> {
    try {
      return new Map(this.deps.store.load().map(({ key, state }) => [key, state]));
    } catch (error) {
      this.deps.log.error("graph.limits-unread", { error });
      return new Map();
    }
  }
}
