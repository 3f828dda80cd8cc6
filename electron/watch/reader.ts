import type { Ports } from "../ports.ts";
import type { Finding } from "./invariants/check.ts";

/** Long reads of a database, for a thread and a connection of their own: main must not stand still for them. */
export type ReadOrder = { readonly kind: "check-invariants"; readonly database: string };

/** What the thread says, once. */
export type ReadReply =
  | { readonly kind: "read"; readonly value: unknown }
  | { readonly kind: "failed"; readonly reason: string };

/** Reads a database in a thread that ends with its answer. */
export class Reader {
  private readonly ports: Pick<Ports, "threads" | "paths">;

  constructor(deps: { readonly ports: Pick<Ports, "threads" | "paths"> }) {
    this.ports = deps.ports;
  }

  /** Holds the app's own database against its promises. @throws Error when it cannot be read. */
  checkInvariants(): Promise<readonly Finding[]> {
    const { database } = this.ports.paths;
    return this.read({ kind: "check-invariants", database }) as Promise<readonly Finding[]>;
  }

  private read(order: ReadOrder): Promise<unknown> {
    const { threads, paths } = this.ports;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    threads.start(paths.readerWorker, {
      data: order,
      onMessage: (message) => {
        const reply = message as ReadReply;
        if (reply.kind === "read") resolve(reply.value);
        else reject(new Error(reply.reason));
      },
      onEnd: (error) => reject(error ?? new Error("The reading thread ended without an answer.")),
    });
    return promise;
  }
}
