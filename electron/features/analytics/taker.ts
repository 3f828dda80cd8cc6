import { millisecondsInDay as DAY } from "date-fns/constants";
import type { Db } from "../../db/db.ts";
import type { GraphClient } from "../../graph/client.ts";
import type { MediaFigure } from "../../graph/endpoints/insights.ts";
import { GraphFailure } from "../../graph/failure.ts";
import type { ServerTime } from "../../lib/server-time.ts";
import type { Ports } from "../../ports.ts";
import type { AccountsService } from "../accounts/service.ts";
import { STORY_LIFE_MS } from "./ages.ts";
import { afterFailure, waitFor } from "./failures.ts";
import type { ReadingChange, ReadPost } from "./queries.ts";
import type { InsightReadingRow } from "./tables.ts";
import { askFigures, isListed, type Question, type Told } from "./taking.ts";

export type TakerDeps = {
  readonly db: Db;
  readonly ports: Pick<Ports, "clock" | "ids">;
  readonly accounts: AccountsService;
  readonly graph: GraphClient;
  /** Instagram's clock: it decides how old a post is. */
  readonly time: ServerTime;
};

/** What became of a reading: how it stands now, and the numbers to keep. */
export type Taken = {
  readonly change: ReadingChange;
  readonly figures: readonly MediaFigure[];
};
type Asked = { readonly post: ReadPost; readonly reading: InsightReadingRow };

/** Clocks that differ by less are the same: the `Date` header has whole seconds. */
const TOLERANCE_MS = 5000;
/** Not found so often before the account's own list is looked at, and absent from it so often before the post is taken as gone. */
const NOT_FOUND_TRIES = 3;
const CLEAN_LOOKS = 2;
/** A story's last try comes so long before its day is over. */
const LAST_TRY_MS = 2 * 60_000;

/** Takes one reading of one post. It reads and writes nothing: not to Instagram, and not to the database. */
export class Taker {
  private readonly deps: TakerDeps;
  /** Metrics Instagram does not take at the moment, and until when that is believed. */
  private readonly refused = new Map<string, number>();

  constructor(deps: TakerDeps) {
    this.deps = deps;
  }

  /** Null: by Instagram's clock it was too early, and that clock is known now. @throws for a fault of our own. */
  async take(
    post: ReadPost,
    reading: InsightReadingRow,
    signal: AbortSignal,
  ): Promise<Taken | null> {
    const { ports, time } = this.deps;
    const asked = { post, reading };
    const held = this.hold(asked);
    if (held) return this.inTime(asked, held);
    const askedAt = ports.clock.now();
    try {
      const question = await this.question(asked, signal);
      const told = await askFigures(question);
      time.learn(told.serverAt, askedAt);
      this.remember(question, told.refused);
      return this.judge(asked, told);
    } catch (error) {
      signal.throwIfAborted();
      const serverAt = error instanceof GraphFailure ? error.serverAt : null;
      time.learn(serverAt, askedAt);
      return this.inTime(asked, await this.afterFailure(asked, error, signal));
    }
  }

  /** While the account cannot or must not be spoken for. A pause of publishing stops no reads. */
  private hold({ post }: Asked): ReadingChange | undefined {
    const { accounts, ports } = this.deps;
    const now = ports.clock.now();
    const account = accounts.find(post.accountId);
    if (account?.state !== "connected") return waitFor("login", now);
    return accounts.trouble(post.accountId) ? waitFor("account", now) : undefined;
  }

  private judge({ post, reading }: Asked, told: Told): Taken | null {
    const { dropped, figures, said, code } = told;
    const askedAt = told.serverAt ?? Math.round(this.deps.time.now());
    if (askedAt < reading.dueAt - TOLERANCE_MS) return null;
    if (isOver(reading, post, askedAt)) return tooLate(reading, reading.waitReason);
    const again = this.lookAgain({ post, reading }, { ...told, askedAt });
    if (again) return again;
    const over = { nextAt: null, waitReason: null, askedAt, said, code } as const;
    const state = figures.length === 0 ? "empty" : "taken";
    return { change: { ...over, state, dropped: JSON.stringify(dropped) }, figures };
  }

  /** A story tells nothing once its day is over, so "nothing" is believed only when it is said shortly before. */
  private lookAgain(
    { post, reading }: Asked,
    { figures, askedAt, said, code }: Told & { readonly askedAt: number },
  ): Taken | undefined {
    const lastAt = post.publishedAt + STORY_LIFE_MS - LAST_TRY_MS;
    if (reading.product !== "STORY" || figures.length > 0 || askedAt >= lastAt - LAST_TRY_MS)
      return undefined;
    const nextAt = this.deps.time.toLocal(lastAt);
    const words = said ?? "Instagram had no figures for it yet.";
    return { change: { waitReason: "retry", nextAt, askedAt, said: words, code }, figures: [] };
  }

  private async afterFailure(
    { post, reading }: Asked,
    error: unknown,
    signal: AbortSignal,
  ): Promise<ReadingChange> {
    const { accounts, ports } = this.deps;
    const failure = error instanceof GraphFailure ? error : null;
    // A permission that only figures need is no reason to hold up her posts.
    if (failure && !failure.lacksPermission && !failure.isNotFound)
      accounts.heed(post.accountId, error);
    const change = afterFailure(reading, error, {
      now: ports.clock.now(),
      random: ports.ids.random(),
    });
    if (change === "unforeseen") throw error;
    if (!failure?.isNotFound || (change.tries ?? 0) < NOT_FOUND_TRIES) return change;
    return { ...change, ...(await this.look({ post, reading }, signal)) };
  }

  /** Not found may be a fault of Instagram's for an hour (23 May 2026). The account's own list says whether the post is there. */
  private async look(asked: Asked, signal: AbortSignal): Promise<ReadingChange> {
    try {
      const listed = await isListed(await this.question(asked, signal));
      if (listed !== false) return { cleanLooks: 0 };
      const cleanLooks = asked.reading.cleanLooks + 1;
      if (cleanLooks < CLEAN_LOOKS) return { cleanLooks };
      return { cleanLooks, state: "gone", nextAt: null, waitReason: null };
    } catch (error) {
      // A look that failed proves nothing; the reading is tried again all the same.
      if (!(error instanceof GraphFailure)) throw error;
      return {};
    }
  }

  /** A story is asked for once more before its day is over, and not after. */
  private inTime({ post, reading }: Asked, change: ReadingChange): Taken {
    const { ports, time } = this.deps;
    const nothing = { figures: [] };
    if (isOver(reading, post, time.now())) return tooLate(reading, change.waitReason ?? null);
    if (reading.product !== "STORY" || typeof change.nextAt !== "number")
      return { change, ...nothing };
    const lastAt = time.toLocal(post.publishedAt + STORY_LIFE_MS - LAST_TRY_MS);
    const isStillToCome = ports.clock.now() < lastAt;
    const nextAt = isStillToCome ? Math.min(change.nextAt, lastAt) : change.nextAt;
    return { change: { ...change, nextAt }, ...nothing };
  }

  private async question({ post, reading }: Asked, signal: AbortSignal): Promise<Question> {
    const { accounts, graph, ports } = this.deps;
    const access = await accounts.access(post.accountId);
    const { product } = reading;
    const isFacebook = accounts.find(post.accountId)?.login === "facebook";
    const isLeftOut = (metric: string) =>
      (this.refused.get(keyOf(access.host, product, metric)) ?? 0) > ports.clock.now();
    return { graph, access, post, product, isFacebook, isLeftOut, signal };
  }

  private remember({ access, product }: Question, metrics: readonly string[]): void {
    const until = this.deps.ports.clock.now() + DAY;
    for (const metric of metrics) this.refused.set(keyOf(access.host, product, metric), until);
  }
}

function keyOf(...parts: readonly [host: string, product: string, metric: string]): string {
  return parts.join(" ");
}

/** The day in which Instagram tells a story's figures. */
function isOver({ product }: InsightReadingRow, { publishedAt }: ReadPost, at: number): boolean {
  return product === "STORY" && at >= publishedAt + STORY_LIFE_MS;
}

/** Where it was asked in its day, what was said then stands: there was nothing. */
function tooLate(
  { askedAt, said, code }: InsightReadingRow,
  waitReason: InsightReadingRow["waitReason"],
): Taken {
  const over = { nextAt: null, waitReason: null, said, code } as const;
  if (askedAt !== null) return { change: { ...over, state: "empty" }, figures: [] };
  const change = { state: "too-late", nextAt: null, waitReason, said: null, code: null } as const;
  return { change, figures: [] };
}
