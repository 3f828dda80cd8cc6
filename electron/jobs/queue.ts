import type { Db } from "../db/db.ts";
import { cancelJob, deleteHold, putHold, putJob, type NewJob } from "./queries.ts";

/** Puts durable work in the queue, in the caller's transaction: the thing and its job exist, or neither. */
export class Queue {
  private readonly deps: { readonly db: Db };
  private listener: () => void = () => {};

  constructor(deps: { readonly db: Db }) {
    this.deps = deps;
  }

  /** Adds a job. A live job of the same key is moved to the new time instead; a running one runs once more. */
  enqueue(tx: Db, job: NewJob): void {
    putJob(tx, job);
    this.nudgeSoon();
  }

  /** Calls off the waiting job of this key. */
  cancel(tx: Db, uniqueKey: string): void {
    cancelJob(tx, uniqueKey);
  }

  /** Lets no job of a lane begin before `untilAt` (epoch ms UTC): a limited account waits alone. Survives a restart. */
  holdLane(lane: string, untilAt: number): void {
    putHold(this.deps.db, lane, untilAt);
  }

  /** Ends a hold early, as when the clock it was counted by was set. */
  releaseLane(lane: string): void {
    deleteHold(this.deps.db, lane);
    this.nudgeSoon();
  }

  /** Look for work now: the machine woke up, the network came back. */
  nudge(): void {
    this.listener();
  }

  /** The runner says how it wants to be told of new work. */
  onNudge(listener: () => void): void {
    this.listener = listener;
  }

  /** A microtask runs after the caller's synchronous transaction has committed. */
  private nudgeSoon(): void {
    queueMicrotask(() => this.listener());
  }
}
