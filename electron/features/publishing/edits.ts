import type { Db } from "../../db/db.ts";
import type { Queue } from "../../jobs/queue.ts";
import type { Clock } from "../../ports.ts";
import type { PostSchedule } from "../posts/service.ts";
import { auditEdit } from "./audit.ts";
import { demandOpen } from "./conflicts.ts";
import { parseEvidence } from "./evidence.ts";
import { canApply } from "./machine.ts";
import type { Planner } from "./planner.ts";
import { jobKeyOf } from "./publish-job.ts";
import { findLatest } from "./queries.ts";
import { lifeOf, type Recorder } from "./record.ts";

/** What a change of a post does to its publication, in the same transaction. */
export class Edits implements PostSchedule {
  private readonly deps: {
    readonly planner: Planner;
    readonly queue: Queue;
    readonly record: Recorder;
    readonly clock: Clock;
  };

  constructor(deps: Edits["deps"]) {
    this.deps = deps;
  }

  /** What was frozen or made of the post is dropped, and its maker's fence is old. Words cannot change under a publish call. */
  beforeEdit(tx: Db, postId: string): void {
    const row = findLatest(tx, postId);
    if (!row || row.state === "cancelled") return;
    auditEdit(tx, row, this.deps.clock.now());
    if (row.state === "scheduled") return;
    demandOpen(row);
    if (row.state === "missed" || row.state === "failed") return;
    const change = { set: { fence: row.fence + 1 } };
    const next = this.deps.record.commitIn(tx, row, { fact: { fact: "content-changed" }, change });
    this.deps.planner.enqueue(tx, next);
  }

  /** A video is begun earlier than a picture. */
  afterItems(tx: Db, postId: string): void {
    const row = findLatest(tx, postId);
    if (row?.state === "scheduled") this.deps.planner.enqueue(tx, row);
  }

  beforeRemove(tx: Db, postId: string): void {
    const row = findLatest(tx, postId);
    if (!row || (row.state === "cancelled" && !row.isIntentOpen)) return;
    if (row.dismissedAt !== null) return;
    demandOpen(row);
    const wasQueued = row.state !== "missed" && row.state !== "failed";
    this.deps.record.commitIn(tx, row, {
      fact: { fact: "cancelled" },
      change: {
        set: { fence: row.fence + 1, nextWakeupAt: null },
        evidence: { ...parseEvidence(row.evidence), wasQueued },
      },
    });
    this.deps.queue.cancel(tx, jobKeyOf(row.id));
  }

  /** In the queue before, in the queue again, at its own time: too late by now, it is shown as missed. */
  afterRestore(tx: Db, postId: string): void {
    const row = findLatest(tx, postId);
    if (!row || row.state !== "cancelled") return;
    const evidence = parseEvidence(row.evidence);
    if (!evidence.wasQueued || !canApply(lifeOf(row), { fact: "scheduled-again" })) return;
    const next = this.deps.record.commitIn(tx, row, {
      fact: { fact: "scheduled-again" },
      change: { set: { fence: row.fence + 1 }, evidence: { ...evidence, wasQueued: false } },
    });
    this.deps.planner.enqueue(tx, next);
  }
}
