import { AppError, type ErrorCode } from "../../shared/result.ts";
import type { RestoreOrder } from "../db/restore.ts";
import type { Ports } from "../ports.ts";
import type { BackupAbout } from "./describe-backups.ts";
import type { Finding } from "./invariants/check.ts";

/** Long work on whole databases, for a thread and a connection of its own: main must not stand still for it. */
export type ReadOrder =
  | { readonly kind: "check-invariants"; readonly database: string }
  | { readonly kind: "describe-backups"; readonly folder: string; readonly database: string }
  | ({ readonly kind: "prepare-restore" } & RestoreOrder);

/** What the thread says, once. */
export type ReadReply =
  | { readonly kind: "done"; readonly value: unknown }
  /** `code` when the failure has words for her. */
  | { readonly kind: "failed"; readonly code: ErrorCode | null; readonly reason: string };

/** Works on databases in a thread that ends with its answer. */
export class Reader {
  private readonly ports: Pick<Ports, "threads" | "paths">;

  constructor(deps: { readonly ports: Pick<Ports, "threads" | "paths"> }) {
    this.ports = deps.ports;
  }

  /** Holds the app's own database against its promises. @throws Error when it cannot be read. */
  checkInvariants(): Promise<readonly Finding[]> {
    const { database } = this.ports.paths;
    return this.ask({ kind: "check-invariants", database }) as Promise<readonly Finding[]>;
  }

  /** The backups there are, newest first, each verified now. */
  describeBackups(): Promise<readonly BackupAbout[]> {
    const { database, backupFolder: folder } = this.ports.paths;
    const order = { kind: "describe-backups", folder, database } as const;
    return this.ask(order) as Promise<readonly BackupAbout[]>;
  }

  /** @throws AppError or Error as `prepareRestore` does; nothing has changed then. */
  async prepareRestore(order: RestoreOrder): Promise<void> {
    await this.ask({ kind: "prepare-restore", ...order });
  }

  private ask(order: ReadOrder): Promise<unknown> {
    const { threads, paths } = this.ports;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    threads.start(paths.readerWorker, {
      data: order,
      onMessage: (message) => {
        const reply = message as ReadReply;
        if (reply.kind === "done") resolve(reply.value);
        else reject(asError(reply));
      },
      onEnd: (error) => reject(error ?? new Error("The reading thread ended without an answer.")),
    });
    return promise;
  }
}

function asError({ code, reason }: Extract<ReadReply, { kind: "failed" }>): Error {
  return code === null ? new Error(reason) : new AppError(code, reason);
}
