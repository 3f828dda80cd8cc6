import type { z } from "zod";
import { NO_PACING } from "../../../shared/contract/pacing-defaults.ts";
import type { AccountLimits, Pacing, pacing } from "../../../shared/contract/pacing.ts";
import { LIMITS } from "../../../shared/rules/limits.ts";
import {
  checkPacing,
  jitterFor,
  PACING_REACH_MS,
  STATED_LIMIT,
  type PacedPost,
  type PostLimit,
} from "../../../shared/rules/pacing.ts";
import type { Db } from "../../db/db.ts";
import { CALLS_AN_HOUR } from "../../graph/budget.ts";
import type { GraphClient } from "../../graph/client.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { AccountsService } from "../accounts/service.ts";
import { demandAccount } from "./demand-account.ts";
import { findPacing, listTimesAround, putPacing, type OtherPost } from "./queries.ts";
import { Slots } from "./slots.ts";
import type { PacingRow } from "./tables.ts";

type Input<R extends keyof typeof pacing> = z.output<(typeof pacing)[R]["input"]>;

export type PacingDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Pick<Ports, "clock">;
  readonly accounts: AccountsService;
  readonly graph: GraphClient;
};

/** A post and the time it is meant to go out at, epoch ms UTC. */
export type PostAt = {
  readonly accountId: string;
  readonly postId: string;
  readonly at: number;
};

/** How each account's posts are spread: her own pace, and what Instagram allows. It warns and shifts, it never refuses. */
export class PacingService {
  readonly slots: Slots;
  private readonly deps: PacingDeps;

  constructor(deps: PacingDeps) {
    this.deps = deps;
    this.slots = new Slots({ ...deps, pace: this });
  }

  get({ accountId }: Input<"get">): Pacing {
    const row = findPacing(this.deps.db, accountId);
    return row ? toPacing(row) : NO_PACING;
  }

  /** For what is scheduled from now on; what is in the queue keeps the time it was given. */
  set({ accountId, pacing: { quiet, ...rest } }: Input<"set">): Pacing {
    const { db, events, ports } = this.deps;
    demandAccount(this.deps.accounts, accountId);
    const hours = { quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null };
    putPacing(db, { accountId, ...rest, ...hours, updatedAt: ports.clock.now() });
    events.emit("accounts.changed", { ids: [accountId] });
    return this.get({ accountId });
  }

  around(input: Input<"around">) {
    const { others, pacing: pace, zone } = this.planned(input);
    const { total, durationMs } = this.limitOf(input.accountId);
    return { others: [...others], pacing: pace, zone, limit: { total, durationMs } };
  }

  async limits({ accountId }: Input<"limits">): Promise<AccountLimits> {
    const { graph, accounts } = this.deps;
    const caller = { accountId, host: await accounts.hostOf(accountId) };
    const { callsInHour, percent, closedUntil, limit } = graph.gate.standing(caller);
    return {
      posts: limit,
      containers: { used: graph.containers.used(caller), total: LIMITS.containersPerDay },
      calls: { inHour: callsInHour, assumed: CALLS_AN_HOUR, percent },
      closedUntil,
    };
  }

  /** What is said of a time when a post is given it, in her words; none when it keeps the pace. */
  warnings(post: PostAt): string[] {
    return checkPacing(this.planned(post), this.limitOf(post.accountId))
      .filter((check) => check.level === "warn")
      .map((check) => check.message);
  }

  /** How much later than planned a publication goes out, ms; the same for the same one, whenever it is asked. */
  jitter(post: PostAt, publicationId: string): number {
    return jitterFor(this.due(post), publicationId);
  }

  /** How far apart late posts go out at least, ms: what came due in an outage does not follow in a burst. */
  leastGapMs(accountId: string): number {
    return this.get({ accountId }).leastGapMinutes * 60_000;
  }

  /** How many posts Instagram takes, as it said last. */
  limitOf(accountId: string): PostLimit {
    return this.deps.graph.gate.limit(accountId) ?? STATED_LIMIT;
  }

  /** Among the times she gave the others: what jitter makes of those is no matter of hers. */
  private planned(post: PostAt): PacedPost {
    return this.paced(post, ({ plannedAt }) => plannedAt);
  }

  private due(post: PostAt): PacedPost {
    return this.paced(post, ({ dueAt }) => dueAt);
  }

  private paced(
    { accountId, postId, at }: PostAt,
    timeOf: (other: OtherPost) => number,
  ): PacedPost {
    const { db, accounts } = this.deps;
    const fromAt = at - PACING_REACH_MS;
    const toAt = at + PACING_REACH_MS;
    const around = { accountId, exceptPostId: postId, fromAt, toAt };
    const others = listTimesAround(db, around).map(timeOf);
    const zone = accounts.find(accountId)?.timeZone ?? "UTC";
    return { at, others, pacing: this.get({ accountId }), zone };
  }
}

function toPacing(row: PacingRow): Pacing {
  const { leastGapMinutes, jitterMinutes, dailyCap, quietFrom: from, quietTo: to } = row;
  const quiet = from !== null && to !== null ? { from, to } : null;
  return { leastGapMinutes, jitterMinutes, dailyCap, quiet };
}
