import type { Plan } from "../../../shared/contract/posts.ts";
import { AppError } from "../../../shared/result.ts";
import { stops } from "../../../shared/rules/check.ts";
import { checkPost, checkTime } from "../../../shared/rules/post.ts";
import { wallTimeAt } from "../../../shared/rules/schedule.ts";
import { transaction, type Db } from "../../db/db.ts";
import type { Queue } from "../../jobs/queue.ts";
import { resolvePlan, type Placed, type PlacedPlan } from "../../lib/plan.ts";
import type { Ports } from "../../ports.ts";
import type { PostRow } from "../posts/tables.ts";
import { auditScheduled } from "./audit.ts";
import { demandOpen, noSuchPost } from "./conflicts.ts";
import { countItems } from "./container-queries.ts";
import { freshLook, NO_EVIDENCE, parseEvidence } from "./evidence.ts";
import { canApply } from "./machine.ts";
import type { Neighbours } from "./neighbours.ts";
import { jobKeyOf, PUBLISH_JOB } from "./publish-job.ts";
import { findLatest, hasIntent, insertPublication, setPostPlan } from "./queries.ts";
import { lifeOf, type Recorder } from "./record.ts";
import type { PublicationRow } from "./tables.ts";
import { aheadOf, type PublishingTimes } from "./times.ts";

export type PlannerDeps = Pick<Neighbours, "accounts" | "posts" | "pacing"> & {
  readonly db: Db;
  readonly ports: Ports;
  readonly queue: Queue;
  readonly record: Recorder;
  readonly times: PublishingTimes;
};

type PostAt = Placed & { readonly postId: string };
/** Where a time breaks the account's own pace, in her words. */
type Paced = { readonly warnings: string[] };

/** Puts posts in the queue, moves them in it and takes them out: each with its job in one transaction. */
export class Planner {
  private readonly deps: PlannerDeps;

  constructor(deps: PlannerDeps) {
    this.deps = deps;
  }

  /** @throws AppError `invalid-input` with the broken rules in words; `conflict` when it may be out already. */
  schedule({ postId, ...placed }: PostAt): PlacedPlan & Paced & { readonly publicationId: string } {
    const post = this.demand(postId);
    const { plan, shift } = resolvePlan(placed);
    this.demandRules(postId, plan.at);
    const warnings = this.warnings(post, plan);
    return { plan, shift, warnings, publicationId: this.put(post, plan).id };
  }

  publishNow({ postId }: { readonly postId: string }): { readonly publicationId: string } {
    const post = this.demand(postId);
    this.demandRules(postId, this.deps.ports.clock.now());
    return { publicationId: this.put(post, this.planNow(post)).id };
  }

  /** This very moment, in the zone that the post is planned in. */
  planNow(post: PostRow): Plan {
    const at = this.deps.ports.clock.now();
    const zone = post.planZone ?? this.deps.accounts.find(post.accountId)?.timeZone ?? "UTC";
    return { wallTime: wallTimeAt(at, zone), zone, at };
  }

  /** Moves a draft's or a queued post's time. What was missed or failed is scheduled anew by it. */
  move({ postId, ...placed }: PostAt): PlacedPlan & Paced & { readonly previous: Plan } {
    const post = this.demand(postId);
    const previous = planOf(post);
    if (!previous) throw new AppError("invalid-input", "This draft has no day yet. Plan it first.");
    const { plan, shift } = resolvePlan(placed);
    const row = findLatest(this.deps.db, postId);
    if (!row || row.state === "cancelled" || row.dismissedAt !== null) this.setPlan(postId, plan);
    else {
      demandOpen(row);
      if (row.state === "missed" || row.state === "failed") this.demandRules(postId, plan.at);
      else demandTime(plan.at, this.deps.ports.clock.now());
      this.put(post, plan);
    }
    return { plan, previous, shift, warnings: this.warnings(post, plan) };
  }

  /** A draft's day, without a promise to publish. @throws AppError `conflict` for a post in the queue. */
  plan(input: { readonly postId: string; readonly plan: Placed | null }): { done: true } {
    this.demand(input.postId);
    const row = findLatest(this.deps.db, input.postId);
    if (row && row.state !== "cancelled" && row.dismissedAt === null)
      throw new AppError("conflict", "This post is in the queue. Move it, or unschedule it first.");
    this.setPlan(input.postId, input.plan && resolvePlan(input.plan).plan);
    return { done: true };
  }

  /** Back to a draft that keeps its day. What was made of it so far is dropped. */
  unschedule({ postId }: { readonly postId: string }): { done: true } {
    this.demand(postId);
    const row = findLatest(this.deps.db, postId);
    if (!row || row.state === "cancelled") return { done: true };
    demandOpen(row);
    this.deps.record.commit(
      row,
      { fact: "cancelled" },
      {
        set: { fence: row.fence + 1, nextWakeupAt: null },
        also: (tx) => this.deps.queue.cancel(tx, jobKeyOf(row.id)),
      },
    );
    return { done: true };
  }

  /** Puts a post's publication in the queue for a plan: the old row anew, or its first one. */
  put(post: PostRow, plan: Plan): PublicationRow {
    const { db, record } = this.deps;
    const row = transaction(db, (tx) => {
      const latest = findLatest(tx, post.id);
      if (latest) demandOpen(latest);
      setPostPlan(tx, post.id, plan);
      const isSame = latest?.accountId === post.accountId;
      const put = latest && isSame ? this.again(tx, latest, plan) : this.insert(tx, post, plan);
      this.enqueue(tx, put);
      return put;
    });
    record.announce([row]);
    return row;
  }

  /** When its job should run next: early enough before it is due, or when the row says. */
  enqueue(tx: Db, row: PublicationRow): void {
    const { queue, times } = this.deps;
    const startAt = row.dueAt - aheadOf(times, countItems(tx, row.postId));
    queue.enqueue(tx, {
      kind: PUBLISH_JOB,
      lane: row.accountId,
      input: { publicationId: row.id },
      runAt:
        row.state === "scheduled" ? startAt : (row.nextWakeupAt ?? this.deps.ports.clock.now()),
      uniqueKey: jobKeyOf(row.id),
    });
  }

  /** The same row once more. Where a call was ever made for it, the platform is asked before anything is sent. */
  private again(tx: Db, row: PublicationRow, plan: Plan): PublicationRow {
    const { clock } = this.deps.ports;
    const isStopped = row.state === "missed" || row.state === "failed" || row.state === "cancelled";
    const fact = isStopped && hasIntent(tx, row.id) ? "doubted" : "scheduled-again";
    const due = this.dueOf(row, plan);
    const change = {
      set: {
        fence: row.fence + 1,
        ...due,
        wallTime: plan.wallTime,
        zone: plan.zone,
        scheduledAt: clock.now(),
        dismissedAt: null,
        nextWakeupAt: fact === "doubted" ? clock.now() : due.dueAt - this.deps.times.prepareAheadMs,
      },
      evidence: { ...freshLook(parseEvidence(row.evidence)), containers: 0, permalinkTries: 0 },
    };
    if (!canApply(lifeOf(row), { fact })) demandOpen(row, true);
    return this.deps.record.commitIn(tx, row, { fact: { fact }, change });
  }

  private insert(tx: Db, post: PostRow, plan: Plan): PublicationRow {
    const { clock, ids } = this.deps.ports;
    const now = clock.now();
    const whose = { id: ids.next(), postId: post.id, accountId: post.accountId };
    const due = this.dueOf(whose, plan);
    const row: PublicationRow = {
      ...whose,
      occurrence: (findLatest(tx, post.id)?.occurrence ?? 0) + 1,
      state: "scheduled",
      waitReason: null,
      fence: 0,
      ...due,
      wallTime: plan.wallTime,
      zone: plan.zone,
      scheduledAt: now,
      nextWakeupAt: due.dueAt - this.deps.times.prepareAheadMs,
      contentSha256: null,
      imageSha256: null,
      content: null,
      containerId: null,
      containerCreatedAt: null,
      isIntentOpen: false,
      evidence: JSON.stringify(NO_EVIDENCE),
      igMediaId: null,
      permalink: null,
      publishedAt: null,
      problem: null,
      dismissedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    insertPublication(tx, row);
    auditScheduled(tx, row);
    return row;
  }

  /** The planned time and the account's jitter, fixed here: a restart does not roll it anew. What is to go out now goes out now. */
  private dueOf(
    { id, postId, accountId }: Pick<PublicationRow, "id" | "postId" | "accountId">,
    { at }: Plan,
  ): Pick<PublicationRow, "dueAt" | "jitterMs"> {
    const { ports, pacing } = this.deps;
    const jitterMs = at <= ports.clock.now() ? 0 : pacing.jitter({ accountId, postId, at }, id);
    return { dueAt: at + jitterMs, jitterMs };
  }

  private warnings({ id: postId, accountId }: PostRow, { at }: Plan): string[] {
    return this.deps.pacing.warnings({ accountId, postId, at });
  }

  private setPlan(postId: string, plan: Plan | null): void {
    setPostPlan(this.deps.db, postId, plan);
    this.deps.record.announcePost(postId);
  }

  private demand(postId: string): PostRow {
    const post = this.deps.posts.find(postId);
    if (!post) throw noSuchPost();
    return post;
  }

  private demandRules(postId: string, at: number): void {
    const post = this.demand(postId);
    const account = this.deps.accounts.find(post.accountId);
    if (!account || account.state === "disconnected")
      throw new AppError(
        "account-disconnected",
        "The account of this post is not connected any more. Connect it again under Accounts, or choose another account for the post.",
      );
    const time = checkTime(at, this.deps.ports.clock.now());
    const broken = stops([...checkPost(this.deps.posts.facts(postId)), time]);
    if (broken.length > 0)
      throw new AppError("invalid-input", broken.map((check) => check.message).join(" "));
  }
}

function demandTime(at: number, now: number): void {
  const check = checkTime(at, now);
  if (check.level === "stop") throw new AppError("invalid-input", check.message);
}

function planOf(post: PostRow): Plan | null {
  const { planWallTime, planZone, planAt } = post;
  if (planWallTime === null || planZone === null || planAt === null) return null;
  return { wallTime: planWallTime, zone: planZone, at: planAt };
}
