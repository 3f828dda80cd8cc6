import { transaction, type Db } from "../../db/db.ts";
import { endRestore } from "../../db/open.ts";
import { markTooLate } from "./claim.ts";
import { freshLook, parseEvidence } from "./evidence.ts";
import { canApply } from "./machine.ts";
import { findMissed } from "./missed.ts";
import type { Planner } from "./planner.ts";
import { jobKeyOf } from "./publish-job.ts";
import { updateIfUnmoved } from "./queries.ts";
import { lifeOf } from "./record.ts";
import { loseOutcome } from "./send.ts";
import { latenessRule, type StepDeps } from "./step.ts";
import type { PublicationRow } from "./tables.ts";
import {
  listAccountsAtWork,
  listStarted,
  listUnfinishedDueBy,
  listWaiting,
  listWithoutJob,
} from "./unfinished-queries.ts";

export type RecoveryDeps = StepDeps & { readonly planner: Planner };

/** What must be put right before anything is sent: at start, after sleep, after the clock was set. */
export class Recovery {
  private readonly deps: RecoveryDeps;

  constructor(deps: RecoveryDeps) {
    this.deps = deps;
  }

  /**
   * At start, before the runner. A publish call that was cut off has an unknown outcome; every other step is simply done again.
   * After a restore nothing that was due is believed: the platform is asked first.
   */
  recover(isRestored: boolean): void {
    const { db, ports } = this.deps;
    for (const row of listStarted(db))
      if (row.state === "publishing") loseOutcome(this.deps, row, null);
    if (isRestored)
      for (const row of listUnfinishedDueBy(db, ports.clock.now()))
        if (canApply(lifeOf(row), { fact: "doubted" })) this.doubt(row);
    // Not before: a start that is cut off up to here must ask again.
    if (isRestored) endRestore(this.deps.db);
    this.markMissed();
    transaction(db, (tx) => this.ensureJobs(tx));
  }

  /** What came due while nobody could publish it, and is too late to go out by itself. Not while she, or Instagram, has paused. */
  markMissed(): void {
    const { db, ports, settings } = this.deps;
    if (settings.current().paused) return;
    const now = ports.clock.now();
    const due = listUnfinishedDueBy(db, now).filter((row) =>
      canApply(lifeOf(row), { fact: "too-late" }),
    );
    for (const row of findMissed(due, now, latenessRule(this.deps)))
      if (!this.deps.accounts.trouble(row.accountId)) markTooLate(this.deps, row);
  }

  /** The clock was set, or the computer slept: every wait is measured anew, from the due times. */
  replan(): void {
    const { db, ports, queue, times } = this.deps;
    const now = ports.clock.now();
    transaction(db, (tx) => {
      // A hold counted by the other clock could last for days. Where the limit still stands, the next call renews it.
      for (const accountId of listAccountsAtWork(tx)) queue.releaseLane(accountId);
      for (const row of listStarted(tx))
        if ((row.nextWakeupAt ?? 0) > now + times.settleMaxMs)
          updateIfUnmoved(tx, row, { nextWakeupAt: now + times.settleMs });
      this.ensureJobs(tx);
    });
  }

  /** What stands still for one of these reasons may go on now. */
  wake(reasons: readonly string[]): void {
    const { db, ports, queue } = this.deps;
    const now = ports.clock.now();
    const rows = transaction(db, (tx) =>
      listWaiting(tx, reasons).map((row) => {
        const isDue = row.state !== "scheduled" || row.dueAt <= now;
        const woken = { ...row, nextWakeupAt: isDue ? now : row.nextWakeupAt };
        if (updateIfUnmoved(tx, row, { nextWakeupAt: woken.nextWakeupAt }))
          this.deps.planner.enqueue(tx, woken);
        return woken;
      }),
    );
    this.deps.record.announce(rows);
    queue.nudge();
  }

  /** Every publication that is not at an end has a job in time, whatever the job table says. */
  private ensureJobs(tx: Db): void {
    const now = this.deps.ports.clock.now();
    for (const row of [...listStarted(tx), ...listWithoutJob(tx, jobKeyOf(""), now)])
      this.deps.planner.enqueue(tx, row);
  }

  private doubt(row: PublicationRow): void {
    this.deps.record.commit(
      row,
      { fact: "doubted" },
      {
        set: { fence: row.fence + 1, nextWakeupAt: this.deps.ports.clock.now() },
        waitReason: "settling",
        evidence: freshLook(parseEvidence(row.evidence)),
        attempts: [
          {
            step: "restore",
            outcome: "unknown",
            detail: "The database came from a backup: the post may be out already.",
          },
        ],
      },
    );
  }
}
