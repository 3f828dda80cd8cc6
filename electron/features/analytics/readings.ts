import type { ReadingWait } from "../../../shared/contract/analytics.ts";
import { transaction, type Db } from "../../db/db.ts";
import type { GraphClient } from "../../graph/client.ts";
import type { Product } from "../../graph/insight-metrics.ts";
import type { Outcome } from "../../jobs/machine.ts";
import type { Queue } from "../../jobs/queue.ts";
import type { JobKind } from "../../jobs/runner.ts";
import type { Events } from "../../lib/events.ts";
import { ServerTime } from "../../lib/server-time.ts";
import type { Ports } from "../../ports.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { PublicationRow } from "../publishing/tables.ts";
import { agesOf, dueAtOf, newestDue } from "./ages.ts";
import { givenUp } from "./failures.ts";
import {
  findFormat,
  findReadPost,
  hastenHeld,
  insertFigures,
  insertReading,
  listReadings,
  listWaiting,
  listWithoutJob,
  shortenPauses,
  updateWaiting,
  type ReadingChange,
  type Waiting,
} from "./queries.ts";
import type { InsightReadingRow } from "./tables.ts";
import type { Taken, Taker } from "./taker.ts";

export const READING_JOB = "reading";
const JOB_KEY = `${READING_JOB}:`;
/** As the taker's: clocks that differ by less are the same. */
const TOLERANCE_MS = 5000;
/** After the clock was set, no pause counted by the other one lasts longer. */
const SETTLE_MS = 60_000;
const OWN_FAULT = "The app failed at this for a reason of its own.";

type ById = { readonly publicationId: string };

export type ReadingsDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Pick<Ports, "clock" | "ids">;
  readonly accounts: AccountsService;
  readonly graph: GraphClient;
  readonly queue: Queue;
};

/**
 * A published post's figures at its ages: planned with the verdict that it is out, taken once each, with their real age. Of several
 * that are due the newest is taken and the others are missed. One job a publication; nothing here touches the publication.
 */
export class Readings implements JobKind {
  readonly policy = { maxAttempts: 5, backoffMs: (attempt: number) => attempt * 60_000 };
  private readonly deps: ReadingsDeps;
  private readonly time: ServerTime;
  private taker: Taker | undefined;

  constructor(deps: ReadingsDeps) {
    this.deps = deps;
    this.time = new ServerTime(deps.ports.clock, TOLERANCE_MS);
  }

  /** Together with the verdict. What is planned already stays as it is. */
  plan(tx: Db, { id, accountId, publishedAt }: PublicationRow): void {
    const format = findFormat(tx, id);
    if (publishedAt === null || format === undefined) return;
    const product: Product = format === "reel" ? "REELS" : format === "story" ? "STORY" : "FEED";
    for (const age of agesOf(product)) {
      const dueAt = dueAtOf(age, publishedAt);
      insertReading(tx, { publicationId: id, age, product, dueAt, ...this.fresh(dueAt) });
    }
    this.enqueueNext(tx, id, accountId);
  }

  /** At start: every reading to come has its job, whatever the job table says. */
  recover(): void {
    const { db, ports } = this.deps;
    transaction(db, (tx) => this.enqueue(tx, listWithoutJob(tx, JOB_KEY, ports.clock.now())));
  }

  /** The clock was set, or the computer slept. */
  clockJumped(): void {
    const { db, ports } = this.deps;
    // What was known of Instagram's clock was told in the other time.
    this.time.learn(ports.clock.now(), ports.clock.now());
    transaction(db, (tx) => {
      shortenPauses(tx, ports.clock.now() + SETTLE_MS);
      this.enqueue(tx, listWaiting(tx));
    });
  }

  /** What stands still for one of these reasons may go on now. */
  wake(reasons: readonly ReadingWait[]): void {
    const { db, ports } = this.deps;
    transaction(db, (tx) => this.enqueue(tx, hastenHeld(tx, reasons, ports.clock.now())));
  }

  async run(input: unknown, { signal }: { readonly signal: AbortSignal }): Promise<Outcome> {
    const { db, ports } = this.deps;
    const { publicationId } = input as ById;
    for (;;) {
      signal.throwIfAborted();
      const post = findReadPost(db, publicationId);
      const waiting = this.waiting(db, publicationId);
      if (!post || waiting.length === 0) return { kind: "done" };
      const due = newestDue(waiting, this.time.now());
      const wakeAt = this.nextLook(waiting, due);
      if (!due || wakeAt > ports.clock.now()) return { kind: "wait-until", at: wakeAt };
      const taken = await (await this.open()).take(post, due, signal);
      if (taken) this.write(due, taken);
    }
  }

  /** Out of tries for a fault of our own: what was due is given up, in words, and the next ages have their chance. */
  abandon(tx: Db, input: unknown, _reason: string): void {
    const { publicationId } = input as ById;
    const now = this.time.now();
    for (const reading of this.waiting(tx, publicationId))
      if (reading.dueAt <= now) this.change(tx, reading, givenUp({ said: OWN_FAULT, code: null }));
    const accountId = findReadPost(tx, publicationId)?.accountId;
    if (accountId !== undefined) this.enqueueNext(tx, publicationId, accountId);
    queueMicrotask(() => this.announce(publicationId));
  }

  /** When to look next, by this computer's clock: the pause of what is due is over, or the next age has come. */
  private nextLook(
    waiting: readonly InsightReadingRow[],
    due: InsightReadingRow | undefined,
  ): number {
    const now = this.time.now();
    const coming = waiting.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt > now);
    const comingAt = coming.length === 0 ? Infinity : this.time.toLocal(Math.min(...coming));
    const pauseEndsAt = due && due.waitReason !== null ? (due.nextAt ?? 0) : 0;
    return due ? Math.min(pauseEndsAt, comingAt) : comingAt;
  }

  /** The end of one is the end of the older ones: their time is past. The end of a post is the end of all. */
  private write(reading: InsightReadingRow, { change, figures }: Taken): void {
    const { publicationId, age, product, dueAt } = reading;
    transaction(this.deps.db, (tx) => {
      if (!this.change(tx, reading, change)) return;
      const about = { publicationId, age, product, dueAt, askedAt: change.askedAt ?? 0 };
      insertFigures(
        tx,
        figures.map(({ part, ...figure }) => ({ ...about, ...figure, part: part ?? "" })),
      );
      if (change.state === undefined) return;
      for (const other of this.waiting(tx, publicationId))
        if (change.state === "gone") this.change(tx, other, { state: "gone", nextAt: null });
        else if (other.dueAt < dueAt) this.change(tx, other, { state: "missed", nextAt: null });
    });
    this.announce(publicationId);
  }

  private change(tx: Db, reading: InsightReadingRow, change: ReadingChange): boolean {
    return updateWaiting(tx, reading, { ...change, updatedAt: this.deps.ports.clock.now() });
  }

  private waiting(db: Db, publicationId: string): readonly InsightReadingRow[] {
    return listReadings(db, [publicationId]).filter(({ state }) => state === "waiting");
  }

  private fresh(nextAt: number) {
    const now = this.deps.ports.clock.now();
    const nothing = { waitReason: null, askedAt: null, said: null, code: null };
    const counts = { tries: 0, cleanLooks: 0, dropped: "[]" };
    return {
      state: "waiting",
      nextAt,
      ...nothing,
      ...counts,
      createdAt: now,
      updatedAt: now,
    } as const;
  }

  private enqueueNext(tx: Db, publicationId: string, accountId: string): void {
    const times = this.waiting(tx, publicationId).map(({ nextAt, dueAt }) => nextAt ?? dueAt);
    if (times.length === 0) return;
    this.enqueue(tx, [{ publicationId, accountId, nextAt: Math.min(...times) }]);
  }

  /** A lane of its own: it holds up no post of the account. */
  private enqueue(tx: Db, rows: readonly Waiting[]): void {
    for (const { publicationId, accountId, nextAt } of rows)
      this.deps.queue.enqueue(tx, {
        kind: READING_JOB,
        lane: `${JOB_KEY}${accountId}`,
        input: { publicationId },
        runAt: nextAt,
        uniqueKey: `${JOB_KEY}${publicationId}`,
      });
  }

  /** Not loaded before a post is an hour old. */
  private async open(): Promise<Taker> {
    this.taker ??= new (await import("./taker.ts")).Taker({ ...this.deps, time: this.time });
    return this.taker;
  }

  private announce(publicationId: string): void {
    this.deps.events.emit("analytics.changed", { ids: [publicationId] });
  }
}
