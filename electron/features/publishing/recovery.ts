import { transaction } from "../../db/db.ts";
import { endRestore } from "../../db/open.ts";
import { markTooLate } from "./claim.ts";
import { freshLook, parseEvidence } from "./evidence.ts";
import { canApply } from "./machine.ts";
import { findMissed } from "./missed.ts";
import type { Planner } from "./planner.ts";
import { listUnfinished, listWaiting, updateIfUnmoved } from "./queries.ts";
import { lifeOf } from "./record.ts";
import { loseOutcome } from "./send.ts";
import { latenessRule, type StepDeps } from "./step.ts";
import type { PublicationRow } from "./tables.ts";

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
    for (const row of listUnfinished(this.deps.db)) {
      if (row.state === "publishing") loseOutcome(this.deps, row, null);
      else if (isRestored && this.wasDue(row)) this.doubt(row);
    }
    // Not before: a start that is cut off up to here must ask again.
    if (isRestored) endRestore(this.deps.db);
    this.markMissed();
    this.ensureJobs();
  }

  /** What came due while nobody could publish it, and is too late to go out by itself. Not while she, or Instagram, has paused. */
  markMissed(): void {
    const { db, ports, settings } = this.deps;
    if (settings.current().paused) return;
    const waiting = listUnfinished(db).filter((row) => canApply(lifeOf(row), { fact: "too-late" }));
    for (const row of findMissed(waiting, ports.clock.now(), latenessRule(this.deps)))
      if (!this.deps.accounts.trouble(row.accountId)) markTooLate(this.deps, row);
  }

  /** The clock was set, or the computer slept: every wait is measured anew, from the due times. */
  replan(): void {
    const { db, ports, queue, times } = this.deps;
    const now = ports.clock.now();
    transaction(db, (tx) => {
      const rows = listUnfinished(tx);
      // A hold counted by the other clock could last for days. Where the limit still stands, the next call renews it.
      for (const accountId of new Set(rows.map((row) => row.accountId)))
        queue.releaseLane(accountId);
      for (const row of rows) {
        const isFar = (row.nextWakeupAt ?? 0) > now + times.settleMaxMs;
        const isStale = row.state !== "scheduled" && isFar;
        if (isStale) updateIfUnmoved(tx, row, { nextWakeupAt: now + times.settleMs });
        this.deps.planner.enqueue(
          tx,
          isStale ? { ...row, nextWakeupAt: now + times.settleMs } : row,
        );
      }
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

  /** Every publication that is not at an end has a job, whatever the job table says. */
  private ensureJobs(): void {
    transaction(this.deps.db, (tx) => {
      for (const row of listUnfinished(tx)) this.deps.planner.enqueue(tx, row);
    });
  }

  private wasDue(row: PublicationRow): boolean {
    return row.dueAt <= this.deps.ports.clock.now() && canApply(lifeOf(row), { fact: "doubted" });
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
