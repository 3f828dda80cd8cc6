import type { Problem, PublicationState, WaitReason } from "../../../shared/contract/publishing.ts";
import { transaction, type Db } from "../../db/db.ts";
import type { Outcome } from "../../jobs/machine.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import { auditFact } from "./audit.ts";
import type { Evidence } from "./evidence.ts";
import { apply, type Fact, type Life } from "./machine.ts";
import {
  findPublication,
  insertAttempt,
  updateIfUnmoved,
  type PublicationChange,
} from "./queries.ts";
import type { AttemptRow, PublicationRow } from "./tables.ts";

/** Another writer has moved the publication: whoever meets this stops at once. */
export class ClaimLost extends Error {
  constructor(publicationId: string) {
    super(`Publication ${publicationId} has been moved by someone else.`);
    this.name = "ClaimLost";
  }
}

export type NewAttempt = Pick<AttemptRow, "step" | "outcome" | "detail"> & {
  readonly serverAt?: number | null;
  readonly containerId?: string | null;
};

export type Change = {
  readonly set?: Omit<PublicationChange, "evidence" | "problem" | "waitReason" | "state">;
  readonly evidence?: Evidence;
  readonly problem?: Problem | null;
  readonly waitReason?: WaitReason | null;
  readonly attempts?: readonly NewAttempt[];
  /** What must be true or false together with the change. Throwing undoes it. */
  readonly also?: (tx: Db) => void;
};

export type Wait = {
  readonly reason: WaitReason | null;
  /** Epoch ms UTC, by this computer's clock. */
  readonly at: number;
  readonly problem?: Problem | null;
  readonly evidence?: Evidence;
  readonly attempts?: readonly NewAttempt[];
};

type Written = { readonly set: PublicationChange; readonly change: Change };

/** What the machine needs to know of a row. */
export function lifeOf(row: PublicationRow): Life {
  return {
    state: row.state as PublicationState,
    containerId: row.containerId,
    isIntentOpen: row.isIntentOpen,
    igMediaId: row.igMediaId,
  };
}

export type RecorderDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Pick<Ports, "clock" | "ids">;
  /** Told after each change, for what follows from it on this computer. */
  readonly onChange?: () => void;
  /** A post is out and its id is known: what follows is planned in the same transaction. */
  readonly onPublished?: (tx: Db, row: PublicationRow) => void;
};

/**
 * Writes what happens to publications: each fact through the machine, each write only if nobody else has moved the row,
 * each with its attempts in one transaction.
 */
export class Recorder {
  private readonly deps: RecorderDeps;
  /** Publications whose last step could not be written for want of disk. In memory, for nothing can be written. */
  private readonly unwritable = new Set<string>();

  constructor(deps: RecorderDeps) {
    this.deps = deps;
  }

  /** The disk is full: shown until the next write of this publication succeeds. */
  cannotWrite(publicationId: string): void {
    this.unwritable.add(publicationId);
    this.deps.events.emit("publishing.changed", { ids: [publicationId] });
  }

  isUnwritable(publicationId: string): boolean {
    return this.unwritable.has(publicationId);
  }

  /** Applies a fact. @throws ClaimLost; Error when the fact cannot come now. */
  commit(row: PublicationRow, fact: Fact, change: Change = {}): PublicationRow {
    // An intent written with the last of the disk might leave none for its result.
    const spareReserve = fact.fact === "intent";
    const next = transaction(this.deps.db, (tx) => this.commitIn(tx, row, { fact, change }), {
      spareReserve,
    });
    this.announce([next]);
    return next;
  }

  /** As `commit`, in the caller's transaction; the caller announces. */
  commitIn(
    tx: Db,
    row: PublicationRow,
    { fact, change = {} }: { readonly fact: Fact; readonly change?: Change },
  ): PublicationRow {
    const life = apply(lifeOf(row), fact);
    const set = {
      nextWakeupAt: this.deps.ports.clock.now(),
      ...plain({ waitReason: null, problem: null, ...change }),
      ...life,
    };
    const next = this.write(tx, row, { set, change });
    auditFact(tx, next, fact);
    if (row.igMediaId === null && next.igMediaId !== null) this.deps.onPublished?.(tx, next);
    return next;
  }

  /** Writes what changes no state. @throws ClaimLost */
  note(row: PublicationRow, change: Change): PublicationRow {
    const next = transaction(this.deps.db, (tx) =>
      this.write(tx, row, { set: plain(change), change }),
    );
    this.announce([next]);
    return next;
  }

  /** Stands still until a time, for a reason, and says so. */
  wait(row: PublicationRow, wait: Wait): Outcome {
    this.note(row, {
      set: { nextWakeupAt: wait.at },
      waitReason: wait.reason,
      problem: wait.problem ?? null,
      ...(wait.evidence ? { evidence: wait.evidence } : {}),
      ...(wait.attempts ? { attempts: wait.attempts } : {}),
    });
    return { kind: "wait-until", at: wait.at };
  }

  /** Logs what was done even when the row has been taken over meanwhile: the history is never lost. */
  log(row: PublicationRow, attempt: NewAttempt): void {
    transaction(this.deps.db, (tx) => this.attempt(tx, row, attempt));
  }

  /** A plan without a publication. */
  announcePost(postId: string): void {
    this.deps.events.emit("posts.changed", { ids: [postId] });
    this.deps.events.emit("publishing.changed", { ids: [] });
  }

  announce(rows: readonly PublicationRow[]): void {
    if (rows.length === 0) return;
    this.deps.events.emit("publishing.changed", { ids: rows.map((row) => row.id) });
    this.deps.events.emit("posts.changed", { ids: rows.map((row) => row.postId) });
    this.deps.onChange?.();
  }

  private write(tx: Db, row: PublicationRow, written: Written): PublicationRow {
    const { set, change } = written;
    const stamped = { ...set, updatedAt: this.deps.ports.clock.now() };
    if (!updateIfUnmoved(tx, row, stamped)) throw new ClaimLost(row.id);
    this.unwritable.delete(row.id);
    const next = { ...row, ...stamped };
    for (const attempt of change.attempts ?? []) this.attempt(tx, next, attempt);
    change.also?.(tx);
    return findPublication(tx, row.id) ?? next;
  }

  private attempt(tx: Db, row: PublicationRow, attempt: NewAttempt): void {
    insertAttempt(tx, {
      id: this.deps.ports.ids.next(),
      publicationId: row.id,
      at: this.deps.ports.clock.now(),
      fence: row.fence,
      containerId: attempt.containerId ?? row.containerId,
      serverAt: attempt.serverAt ?? null,
      step: attempt.step,
      outcome: attempt.outcome,
      detail: attempt.detail,
    });
  }
}

function plain(change: Change): PublicationChange {
  return {
    ...change.set,
    ...(change.evidence ? { evidence: JSON.stringify(change.evidence) } : {}),
    ...(change.problem === undefined
      ? {}
      : { problem: change.problem && JSON.stringify(change.problem) }),
    ...(change.waitReason === undefined ? {} : { waitReason: change.waitReason }),
  };
}
