import type { z } from "zod";
import type {
  Publication,
  PublisherStatus,
  Receipt,
  Rehearsal,
  WaitReason,
  publishing,
} from "../../../shared/contract/publishing.ts";
import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { GraphClient } from "../../graph/client.ts";
import type { Queue } from "../../jobs/queue.ts";
import type { JobKind } from "../../jobs/runner.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { PracticeServer } from "../../practice/server.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { AnalyticsService } from "../analytics/service.ts";
import type { MediaService } from "../media/service.ts";
import type { PacingService } from "../pacing/service.ts";
import type { PostsService } from "../posts/service.ts";
import type { SettingsService } from "../settings/service.ts";
import { AFTERWORK_JOB, Afterworks } from "./afterwork.ts";
import { Answers } from "./answers.ts";
import { demandOpen, noSuchPost, noSuchPublication } from "./conflicts.ts";
import { Edits } from "./edits.ts";
import { Hosting } from "./hosting.ts";
import { KeepAwake } from "./keep-awake.ts";
import { Planner } from "./planner.ts";
import { Platform } from "./platform.ts";
import { PUBLISH_JOB } from "./publish-job.ts";
import { Publisher } from "./publisher.ts";
import {
  countStates,
  findLatest,
  hasSending,
  listAttention,
  listCalendar,
  listDone,
  listNext,
  listOpen,
  listShown,
} from "./queries.ts";
import { Recorder } from "./record.ts";
import { Receipts } from "./receipts.ts";
import { Recovery } from "./recovery.ts";
import { ServerTime } from "../../lib/server-time.ts";
import { PUBLISHING_TIMES, type PublishingTimes } from "./times.ts";
import { followZoneRules } from "./zone-rules.ts";
import { toEntry, toPublication } from "./view.ts";

type Input<R extends keyof typeof publishing> = z.output<(typeof publishing)[R]["input"]>;

export type PublishingDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly accounts: AccountsService;
  readonly analytics: AnalyticsService;
  readonly media: MediaService;
  readonly posts: PostsService;
  readonly pacing: PacingService;
  readonly settings: SettingsService;
  readonly graph: GraphClient;
  readonly practice: PracticeServer;
  readonly queue: Queue;
  /** Shorter waits for the crash tests, which run on real time. */
  readonly times?: PublishingTimes;
};

/** What the app does with her posts: schedule, publish once, prove it. The public face; each part has its own file. */
export class PublishingService {
  private readonly deps: PublishingDeps;
  private readonly times: PublishingTimes;
  private readonly record: Recorder;
  private readonly planner: Planner;
  private readonly answers: Answers;
  private readonly publisher: Publisher;
  private readonly recovery: Recovery;
  private readonly keepAwake: KeepAwake;
  private readonly time: ServerTime;
  private readonly receipts: Receipts;
  private readonly afterworks: Afterworks;
  private stopListening: readonly (() => void)[] = [];

  constructor(deps: PublishingDeps) {
    this.deps = deps;
    const { db, ports, settings, posts, queue } = deps;
    const times = deps.times ?? PUBLISHING_TIMES;
    this.times = times;
    const time = new ServerTime(ports.clock, times.toleranceMs);
    this.time = time;
    const isPaused = () => settings.current().paused;
    this.keepAwake = new KeepAwake({ db, ports, times, isPaused });
    const afterworks = new Afterworks({ ...deps, times });
    this.afterworks = afterworks;
    const record = new Recorder({
      ...deps,
      onChange: () => this.keepAwake.update(),
      onPublished: (tx, row) => {
        afterworks.plan(tx, row);
        deps.analytics.plan(tx, row);
      },
    });
    this.record = record;
    const platform = new Platform({ ...deps, time });
    const step = { ...deps, times, time, record, platform, hosting: new Hosting(deps) };
    this.planner = new Planner(step);
    this.answers = new Answers({ ...step, planner: this.planner });
    this.publisher = new Publisher(step);
    this.recovery = new Recovery({ ...step, planner: this.planner });
    this.receipts = new Receipts({ ...deps, afterworks, show: (row) => this.show(row) });
    deps.accounts.followedBy({ mended: () => this.wake(["account", "login"]) });
    posts.followedBy(new Edits({ planner: this.planner, queue, record, clock: ports.clock }));
  }

  /** What the runner runs for this feature. */
  get jobKinds(): Readonly<Record<string, JobKind>> {
    return { [PUBLISH_JOB]: this.publisher, [AFTERWORK_JOB]: this.afterworks };
  }

  /** Before the runner starts. `isRestored`: the database came from a backup. */
  start({ isRestored }: { readonly isRestored: boolean }): void {
    const { power, network } = this.deps.ports;
    const { deps, planner, record, times } = this;
    followZoneRules({ ...deps, planner, record, times }, process.versions["tz"] ?? process.version);
    this.recovery.recover(isRestored);
    this.afterworks.recover();
    this.stopListening = [
      power.onResume(() => this.wakeUp()),
      network.onChange((isOnline) => {
        if (isOnline) this.wake(["offline", "media-host"]);
      }),
    ];
    this.keepAwake.update();
  }

  stop(): void {
    for (const stop of this.stopListening) stop();
    this.keepAwake.stop();
  }

  /** Whether a publish call is out whose answer is not written down. */
  isSending(): boolean {
    return hasSending(this.deps.db);
  }

  /** The runner saw the wall clock jump: no due time is believed until the platform has said what time it is. */
  clockJumped(): void {
    this.time.doubt();
    this.recovery.replan();
    this.afterworks.clockJumped();
  }

  calendar(input: Input<"calendar">) {
    return listCalendar(this.deps.db, input).map(toEntry);
  }

  schedule(input: Input<"schedule">) {
    return this.planner.schedule(input);
  }

  move(input: Input<"move">) {
    return this.planner.move(input);
  }

  plan(input: Input<"plan">) {
    return this.planner.plan(input);
  }

  unschedule(input: Input<"unschedule">) {
    return this.planner.unschedule(input);
  }

  publishNow(input: Input<"publishNow">) {
    return this.planner.publishNow(input);
  }

  outbox({ accountId, cursor, limit }: Input<"outbox">) {
    const { db } = this.deps;
    const before = parseCursor(cursor);
    const rows = listDone(db, accountId, { before, limit: limit + 1 });
    const done = rows.slice(0, limit);
    const last = done.at(-1);
    return {
      // A further page is history only: what is open was on the first.
      open: cursor === undefined ? listOpen(db, accountId).map((row) => this.show(row)) : [],
      done: done.map((row) => this.show(row)),
      nextCursor: rows.length > limit && last ? `${last.dueAt} ${last.id}` : null,
    };
  }

  receipt({ publicationId }: Input<"receipt">): Receipt {
    return this.receipts.read(publicationId);
  }

  /** What a post will send, and when; today, if it has no time to come. Loaded when it is asked for. */
  async rehearse({ postId }: Input<"rehearse">): Promise<Rehearsal> {
    const { db, posts, ports } = this.deps;
    const post = posts.find(postId);
    if (!post) throw noSuchPost();
    const row = findLatest(db, postId);
    if (row) demandOpen(row);
    const dueAt = (row?.nextWakeupAt ? row.dueAt : post.planAt) ?? 0;
    const { rehearse } = await import("./rehearsal.ts");
    const { deps, times } = this;
    return rehearse({ ...deps, times }, { post, dueAt: Math.max(dueAt, ports.clock.now()) });
  }

  exportReceipt({ publicationId, as }: Input<"exportReceipt">) {
    return this.receipts.export(publicationId, as);
  }

  resolve(input: Input<"resolve">) {
    return this.answers.resolve(input);
  }

  retry(input: Input<"retry">) {
    return this.answers.retry(input);
  }

  /** What followed a published post and was given up: one more round. */
  retryAfterwork(input: Input<"retryAfterwork">) {
    return this.afterworks.retry(input);
  }

  dismiss(input: Input<"dismiss">) {
    return this.answers.dismiss(input);
  }

  status(_input: Input<"status"> = {}): PublisherStatus {
    const { db, settings } = this.deps;
    const next = listNext(db, 3).map(toEntry);
    return { paused: settings.current().paused, next, ...countStates(db) };
  }

  /** Survives a restart. While paused nothing is sent; what is already being published is followed to its end. */
  setPaused({ paused }: Input<"setPaused">): PublisherStatus {
    this.deps.settings.update({ paused });
    if (!paused) this.wake(["paused"]);
    this.keepAwake.update();
    this.deps.events.emit("publishing.changed", { ids: [] });
    return this.status();
  }

  async openPermalink({ publicationId }: Input<"openPermalink">): Promise<{ done: true }> {
    const [publication] = this.find([publicationId]);
    if (!publication) throw noSuchPublication();
    if (publication.permalink === null)
      throw new AppError("not-found", "Instagram has not told this post's address yet.");
    await this.deps.ports.links.open(publication.permalink);
    return { done: true };
  }

  /** Publications as the screens show them, for the tray and the notifications. */
  find(ids: readonly string[]): readonly Publication[] {
    return listShown(this.deps.db, ids).map((row) => this.show(row));
  }

  /** What waits for her or is on its way, for the tray and the notifications. */
  open(): readonly Publication[] {
    return listOpen(this.deps.db, undefined).map((row) => this.show(row));
  }

  /** What waits for her. */
  attention(): readonly Publication[] {
    return listAttention(this.deps.db).map((row) => this.show(row));
  }

  private wake(reasons: readonly WaitReason[]): void {
    this.afterworks.wake(reasons);
    this.recovery.wake(reasons);
  }

  private show(row: Parameters<typeof toPublication>[0]): Publication {
    return toPublication(row, this.times, this.record);
  }

  /** The computer has slept. What is too late now is hers; the rest goes out, one at a time. */
  private wakeUp(): void {
    this.recovery.markMissed();
    this.wake(["offline", "media-host"]);
    this.deps.queue.nudge();
  }
}

/** `<dueAt> <id>` of the last row shown. @throws AppError `invalid-input`. */
function parseCursor(cursor: string | undefined): readonly [number, string] {
  if (cursor === undefined) return [Number.MAX_SAFE_INTEGER, ""];
  const [, dueAt, id] = /^(\d{1,16}) (.+)$/.exec(cursor) ?? [];
  if (dueAt === undefined || id === undefined)
    throw new AppError("invalid-input", "That page does not exist.");
  return [Number(dueAt), id];
}
