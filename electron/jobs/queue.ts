import type { Db } from "../db/db.ts";

/** Puts durable work in the queue, in the caller's transaction. */
export class Queue {
  protected readonly deps: { readonly db: Db };

  constructor(deps: { readonly db: Db }) {
    this.deps = deps;
  }
}
