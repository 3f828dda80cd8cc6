import type { Afterwork } from "../../../shared/contract/publishing.ts";
import { Problem, type WaitReason } from "../../../shared/contract/publishing.ts";
import { AppError } from "../../../shared/result.ts";
import { offeredFields } from "../../../shared/rules/fields.ts";
import { transaction, type Db } from "../../db/db.ts";
import { GraphFailure } from "../../graph/failure.ts";
import type { Outcome } from "../../jobs/machine.ts";
import type { JobKind } from "../../jobs/runner.ts";
import {
  accountGone,
  afterFailure,
  givenUp,
  isNotFound,
  isPermission,
} from "./afterwork-failures.ts";
import { ownFault } from "./afterwork-failures.ts";
import {
  insertAfterwork,
  listAfterwork,
  listHeldAfterwork,
  listOpenAfterwork,
  updateAfterwork,
  type AfterworkChange,
} from "./afterwork-queries.ts";
import { AFTERWORK_STEPS, type AfterworkDeps, type StepResult } from "./afterwork-steps.ts";
import { parseContent } from "./content.ts";
import { noSuchPublication } from "./conflicts.ts";
import { findPublication, insertAttempt } from "./queries.ts";
import type { AfterworkRow, PublicationRow } from "./tables.ts";

export const AFTERWORK_JOB = "afterwork";
const KINDS = ["first-comment", "comments-off"] as const;
type ById = { readonly publicationId: string };

/**
 * What she asked for besides the post itself, once it is out: the first comment, comments switched off. Planned in the transaction
 * that knows of the post's id; it cannot change what is published.
 */
export class Afterworks implements JobKind {
  readonly policy = { maxAttempts: 5, backoffMs: (attempt: number) => attempt * 60_000 };
  private readonly deps: AfterworkDeps;

  constructor(deps: AfterworkDeps) {
    this.deps = deps;
  }

  /**
   * Together with the verdict. What the post's format and login do not take is not tried. A row without frozen content was sent in a
   * life that the restored backup does not know: what followed was that life's, within seconds.
   */
  plan(tx: Db, row: PublicationRow): void {
    if (row.content === null) return;
    const { format, options } = parseContent(row.content);
    const login = this.deps.accounts.find(row.accountId)?.login ?? "instagram";
    const offers = offeredFields(format, login);
    const isWanted = {
      "first-comment": options.firstComment.trim() !== "" && offers.firstComment.isOffered,
      "comments-off": !options.commentsEnabled && offers.commentsEnabled.isOffered,
    };
    const nextAt = this.deps.ports.clock.now() + this.deps.times.afterworkMs;
    const kinds = KINDS.filter((kind) => isWanted[kind]);
    for (const kind of kinds)
      insertAfterwork(tx, this.fresh({ publicationId: row.id, kind, nextAt }));
    if (kinds.length > 0) this.enqueue(tx, row, nextAt);
  }

  /** At start: everything still to be done has its job, whatever the job table says. */
  recover(): void {
    const { db, ports } = this.deps;
    transaction(db, (tx) => this.hasten(tx, listOpenAfterwork(tx), ports.clock.now()));
  }

  /** The clock was set: no pause counted by the other one lasts longer than a settle time. */
  clockJumped(): void {
    const { db, ports, times } = this.deps;
    const at = ports.clock.now() + times.settleMs;
    transaction(db, (tx) =>
      this.hasten(
        tx,
        listOpenAfterwork(tx).map((task) => ({ ...task, nextAt: Math.min(task.nextAt ?? at, at) })),
        at,
      ),
    );
  }

  /** What stands still for one of these reasons may go on now. */
  wake(reasons: readonly WaitReason[]): void {
    const { db, ports } = this.deps;
    const now = ports.clock.now();
    transaction(db, (tx) =>
      this.hasten(
        tx,
        listHeldAfterwork(tx, reasons).map((task) => ({ ...task, nextAt: now })),
        now,
      ),
    );
  }

  /** As the receipt shows it. */
  list(publicationId: string): Afterwork[] {
    return listAfterwork(this.deps.db, publicationId).map((task) => ({
      kind: task.kind,
      state: task.state,
      waitReason: task.waitReason as WaitReason | null,
      nextAt: task.nextAt,
      doneAt: task.doneAt,
      problem: task.problem === null ? null : Problem.parse(JSON.parse(task.problem)),
    }));
  }

  /** She asks for one more round of what was given up. @throws AppError `conflict`, `not-found` */
  retry({ publicationId, kind }: ById & Pick<AfterworkRow, "kind">): { done: true } {
    const { db, ports } = this.deps;
    const row = findPublication(db, publicationId);
    if (!row) throw noSuchPublication();
    const task = listAfterwork(db, publicationId).find((one) => one.kind === kind);
    if (task?.state !== "given-up")
      throw new AppError("conflict", "There is nothing to try again here.");
    const nextAt = ports.clock.now();
    const anew = { state: "waiting", tries: 0, posts: 0, looks: 0, isRefused: false } as const;
    transaction(db, (tx) => {
      this.write(tx, task, { ...anew, nextAt, problem: null, waitReason: null });
      this.enqueue(tx, row, nextAt);
    });
    this.announce(publicationId);
    return { done: true };
  }

  async run(input: unknown, { signal }: { readonly signal: AbortSignal }): Promise<Outcome> {
    const { db, ports } = this.deps;
    const { publicationId } = input as ById;
    for (;;) {
      signal.throwIfAborted();
      const row = findPublication(db, publicationId);
      const task = listAfterwork(db, publicationId).find((one) => one.state === "waiting");
      if (!row || !task) return { kind: "done" };
      if (task.nextAt !== null && task.nextAt > ports.clock.now())
        return { kind: "wait-until", at: task.nextAt };
      const result = this.hold(row, task) ?? (await this.step(row, task));
      transaction(db, (tx) => {
        this.write(tx, task, result.change);
        if (result.attempt) this.log(tx, row, result.attempt);
      });
      if (result.stored) ports.checkpoint(result.stored);
      this.announce(publicationId);
    }
  }

  /** Out of tries for a fault of our own: it becomes visible, and the post stays as it is. */
  abandon(tx: Db, input: unknown, reason: string): void {
    const { publicationId } = input as ById;
    for (const task of listAfterwork(tx, publicationId))
      if (task.state === "waiting") this.write(tx, task, givenUp(ownFault(reason)));
    queueMicrotask(() => this.announce(publicationId));
  }

  /** Nothing is written to Instagram while she has paused, or while the account cannot or must not be spoken for. */
  private hold({ accountId }: PublicationRow, task: AfterworkRow): StepResult | undefined {
    const { accounts, settings, ports, times } = this.deps;
    const account = accounts.find(accountId);
    if (!account || account.state === "disconnected") return { change: givenUp(accountGone(task)) };
    const reason = settings.current().paused
      ? "paused"
      : accounts.trouble(accountId)
        ? "account"
        : account.state === "needs-login"
          ? "login"
          : null;
    if (reason === null) return undefined;
    return { change: { waitReason: reason, nextAt: ports.clock.now() + times.recheckMs } };
  }

  private async step(row: PublicationRow, task: AfterworkRow): Promise<StepResult> {
    const { clock, ids } = this.deps.ports;
    const before = (change: AfterworkChange) =>
      transaction(this.deps.db, (tx) => this.write(tx, task, change));
    try {
      return await AFTERWORK_STEPS[task.kind]({ ...this.deps, before }, row, task);
    } catch (error) {
      const now = listAfterwork(this.deps.db, row.id).find((one) => one.kind === task.kind) ?? task;
      const context = { now: clock.now(), random: ids.random(), times: this.deps.times };
      const change = afterFailure(now, error, context);
      if (change === "unforeseen") throw error;
      if (!isNotFound(error) && !isPermission(error)) this.deps.accounts.heed(row.accountId, error);
      const detail = error instanceof Error ? error.message : String(error);
      const outcome = now.isOpen && !isUnsent(error) ? "unknown" : "refused";
      // Days without a connection are one line of the history, not one a minute.
      const isNews = change.waitReason === "retry" || change.waitReason !== task.waitReason;
      return { change, ...(isNews ? { attempt: { step: task.kind, outcome, detail } } : {}) };
    }
  }

  private fresh(task: Pick<AfterworkRow, "publicationId" | "kind" | "nextAt">): AfterworkRow {
    const now = this.deps.ports.clock.now();
    const nothing = { waitReason: null, commentId: null, problem: null, doneAt: null };
    const counts = { tries: 0, posts: 0, looks: 0, isOpen: false, isRefused: false };
    return { ...task, state: "waiting", ...nothing, ...counts, createdAt: now, updatedAt: now };
  }

  private hasten(tx: Db, tasks: readonly AfterworkRow[], at: number): void {
    for (const task of tasks) {
      const row = findPublication(tx, task.publicationId);
      const nextAt = task.nextAt ?? at;
      this.write(tx, task, { nextAt });
      if (row) this.enqueue(tx, row, nextAt);
    }
  }

  /** A lane of its own: it holds up no post of the account. */
  private enqueue(tx: Db, row: PublicationRow, runAt: number): void {
    this.deps.queue.enqueue(tx, {
      kind: AFTERWORK_JOB,
      lane: `${AFTERWORK_JOB}:${row.accountId}`,
      input: { publicationId: row.id },
      runAt,
      uniqueKey: `${AFTERWORK_JOB}:${row.id}`,
    });
  }

  private write(tx: Db, task: AfterworkRow, change: AfterworkChange): void {
    updateAfterwork(tx, task, { ...change, updatedAt: this.deps.ports.clock.now() });
  }

  private log(tx: Db, row: PublicationRow, attempt: NonNullable<StepResult["attempt"]>): void {
    const { ids, clock } = this.deps.ports;
    const { id: publicationId, fence, containerId } = row;
    const about = { id: ids.next(), publicationId, at: clock.now(), serverAt: null };
    insertAttempt(tx, { ...about, fence, containerId, ...attempt });
  }

  private announce(publicationId: string): void {
    this.deps.events.emit("publishing.changed", { ids: [publicationId] });
  }
}

function isUnsent(error: unknown): boolean {
  return error instanceof GraphFailure && error.isOffline;
}
