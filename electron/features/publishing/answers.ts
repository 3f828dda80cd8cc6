import type { z } from "zod";
import type { publishing } from "../../../shared/contract/publishing.ts";
import { AppError } from "../../../shared/result.ts";
import { asAppError } from "../../graph/failure.ts";
import { noSuchPublication } from "./conflicts.ts";
import { freshLook, parseEvidence, type Evidence } from "./evidence.ts";
import type { Planner } from "./planner.ts";
import type { Platform } from "./platform.ts";
import { findBoundIds, findPublication } from "./queries.ts";
import type { Recorder } from "./record.ts";
import type { PublicationRow } from "./tables.ts";
import type { StepDeps } from "./step.ts";

type Input<R extends keyof typeof publishing> = z.output<(typeof publishing)[R]["input"]>;

export type AnswersDeps = Pick<StepDeps, "db" | "ports" | "posts"> & {
  readonly planner: Planner;
  readonly platform: Platform;
  readonly record: Recorder;
};

/** What she says about publications that wait for her. */
export class Answers {
  private readonly deps: AnswersDeps;

  constructor(deps: AnswersDeps) {
    this.deps = deps;
  }

  /** Her answer to `needs-you`. It is recorded in the history as hers. */
  async resolve({ publicationId, answer }: Input<"resolve">): Promise<{ done: true }> {
    const row = this.demandUndecided(publicationId, answer.kind);
    if (answer.kind === "live") await this.takeLive(row, answer.igMediaId);
    else if (answer.kind === "not-live") this.takeNotLive(row);
    else
      this.deps.record.commit(
        row,
        { fact: "dropped" },
        {
          set: {
            fence: row.fence + 1,
            nextWakeupAt: null,
            dismissedAt: this.deps.ports.clock.now(),
          },
          // No verdict: nobody knows, so nothing of this row may ever be sent again.
          attempts: [{ step: "answer", outcome: "ok", detail: "Left as it is." }],
        },
      );
    return { done: true };
  }

  /** Failed or missed: once more, now. @throws AppError `invalid-input` when a rule is broken. */
  retry({ publicationId }: Input<"retry">): { done: true } {
    const row = this.demand(publicationId);
    if (row.state === "needs-you") this.askAgain(row);
    else if (row.state === "failed" || row.state === "missed")
      this.deps.planner.publishNow({ postId: row.postId });
    else throw new AppError("conflict", "This post has neither failed nor been missed.");
    return { done: true };
  }

  dismiss({ publicationId }: Input<"dismiss">): { done: true } {
    const row = this.demand(publicationId);
    if (row.state !== "failed" && row.state !== "missed")
      throw new AppError("conflict", "This post has neither failed nor been missed.");
    this.deps.record.note(row, { set: { dismissedAt: this.deps.ports.clock.now() } });
    return { done: true };
  }

  private async takeLive(asked: PublicationRow, igMediaId: string): Promise<void> {
    const { candidates } = parseEvidence(asked.evidence);
    const known = candidates.find((post) => post.igMediaId === igMediaId);
    const post = known ?? (await this.read(asked.accountId, igMediaId));
    // Instagram took its time to answer: meanwhile the app may have found the post by itself.
    const row = this.demandUndecided(asked.id, "live");
    if (findBoundIds(this.deps.db, [igMediaId], row.id).length > 0)
      throw new AppError(
        "conflict",
        "That is another post of yours, which has its own receipt. Say which one this post is, or leave it.",
      );
    const evidence = parseEvidence(row.evidence);
    const fact = row.state === "published" ? "identified" : "said-live";
    this.deps.record.commit(
      row,
      { fact, igMediaId },
      {
        set: {
          fence: row.fence + 1,
          publishedAt: post.postedAt,
          permalink: post.permalink,
          nextWakeupAt: this.deps.ports.clock.now(),
        },
        evidence: { ...evidence, candidates: [] },
        attempts: [hers(`Published: she says it is ${igMediaId}.`)],
        also: (tx) =>
          this.deps.planner.enqueue(tx, { ...row, state: "published", nextWakeupAt: null }),
      },
    );
  }

  /** An id she typed must at least be a post of the account. */
  private async read(accountId: string, igMediaId: string) {
    try {
      return await this.deps.platform.readMedia(accountId, igMediaId);
    } catch (cause) {
      throw asAppError(cause); // a graph failure becomes words for her; anything else stays what it is
    }
  }

  private takeNotLive(row: PublicationRow): void {
    const evidence = parseEvidence(row.evidence);
    if (evidence.containerSaid === "PUBLISHED")
      throw new AppError(
        "conflict",
        "Instagram itself says that this post was published. Say which one it is, or leave it.",
      );
    const plan = this.planNow(row);
    this.deps.record.commit(
      row,
      { fact: "said-not-live" },
      {
        set: {
          fence: row.fence + 1,
          dueAt: plan.at,
          jitterMs: 0,
          wallTime: plan.wallTime,
          zone: plan.zone,
          scheduledAt: plan.at,
        },
        evidence: excluding(evidence),
        attempts: [hers("Not published: she has looked.")],
        also: (tx) => this.deps.planner.enqueue(tx, { ...row, state: "scheduled", dueAt: plan.at }),
      },
    );
  }

  private planNow(row: PublicationRow) {
    const post = this.deps.posts.find(row.postId);
    if (!post) throw noSuchPublication();
    return this.deps.planner.planNow(post);
  }

  private askAgain(row: PublicationRow): void {
    this.deps.record.commit(
      row,
      { fact: "doubted" },
      {
        set: { fence: row.fence + 1, nextWakeupAt: this.deps.ports.clock.now() },
        evidence: freshLook(parseEvidence(row.evidence)),
        attempts: [{ step: "answer", outcome: "ok", detail: "She asked to look once more." }],
        also: (tx) => this.deps.planner.enqueue(tx, { ...row, nextWakeupAt: null }),
      },
    );
  }

  /** One that waits for her word; or that is out, and she may say which it is. @throws AppError `conflict`. */
  private demandUndecided(id: string, answer: Input<"resolve">["answer"]["kind"]): PublicationRow {
    const row = this.demand(id);
    const isPending = row.state === "published" && row.igMediaId === null;
    if (row.state === "needs-you" || (isPending && answer === "live")) return row;
    throw new AppError("conflict", "Nothing has to be decided about this post.");
  }

  private demand(id: string): PublicationRow {
    const row = findPublication(this.deps.db, id);
    if (!row) throw noSuchPublication();
    return row;
  }
}

function hers(detail: string) {
  return { step: "verdict", outcome: "ok", detail } as const;
}

/** The posts she was shown are not this one, now and at the next look. */
function excluding(evidence: Evidence): Evidence {
  const shown = evidence.candidates.map((post) => post.igMediaId);
  return {
    ...evidence,
    tries: 0,
    containers: 0,
    candidates: [],
    excludedIds: [...evidence.excludedIds, ...shown],
  };
}
