import { createHash } from "node:crypto";
import type { Rehearsal } from "../../../shared/contract/publishing.ts";
import { Problem } from "../../../shared/contract/publishing.ts";
import { stops } from "../../../shared/rules/check.ts";
import { checkPost } from "../../../shared/rules/post.ts";
import type { Db } from "../../db/db.ts";
import { openScratch } from "../../db/scratch.ts";
import { GraphClient } from "../../graph/client.ts";
import { Queue } from "../../jobs/queue.ts";
import type { JobKind } from "../../jobs/runner.ts";
import { Events } from "../../lib/events.ts";
import { Secret } from "../../lib/secret.ts";
import type { Clock, Ports } from "../../ports.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { PostRow } from "../posts/tables.ts";
import { Afterworks } from "./afterwork.ts";
import { Hosting } from "./hosting.ts";
import type { Neighbours } from "./neighbours.ts";
import { Planner } from "./planner.ts";
import { Platform } from "./platform.ts";
import { Publisher } from "./publisher.ts";
import { findPublication } from "./queries.ts";
import { Recorder } from "./record.ts";
import { RehearsedPlatform } from "./rehearsed-platform.ts";
import { copyPost } from "./rehearsal-queries.ts";
import { ServerTime } from "../../lib/server-time.ts";
import { StandIns } from "./stand-ins.ts";
import type { PublishingTimes } from "./times.ts";

export type RehearsalDeps = Neighbours & {
  readonly db: Db;
  readonly ports: Ports;
  readonly accounts: Pick<AccountsService, "hostOf">;
  readonly times: PublishingTimes;
};

/** A post whose calls are asked for, and when it is to go out. */
export type Rehearsed = { readonly post: PostRow; readonly dueAt: number };

/** More turns than any post takes when all goes well. */
const MOST_TURNS = 100;

/**
 * What a post will send. There is no second description of it: the publisher itself carries the post from its plan to its end, with
 * a copy of it in a database in memory, a clock that jumps from wait to wait, and a wire that ends here. Nothing is sent, rendered
 * or written; pauses, logins and troubles of today do not count.
 */
export async function rehearse(
  deps: RehearsalDeps,
  { post, dueAt }: Rehearsed,
): Promise<Rehearsal> {
  const broken = stops(checkPost(deps.posts.facts(post.id))).map((check) => check.message);
  const account = deps.accounts.find(post.accountId);
  if (!account || account.state === "disconnected")
    broken.unshift("The account of this post is not connected any more.");
  // Several pictures may break the same rule in the same words.
  if (broken.length > 0) return { kind: "refused", reasons: [...new Set(broken)] };
  const db = openScratch(`${deps.ports.paths.resources}/migrations`);
  try {
    copyPost(deps.db, db, post);
    return await play(deps, { post, dueAt, db });
  } finally {
    db.$client.close();
  }
}

/** A clock on which nothing is ever waited for. */
class JumpingClock implements Clock {
  private time: number;

  constructor(time: number) {
    this.time = time;
  }

  now(): number {
    return this.time;
  }

  elapsedMs(): number {
    return this.time;
  }

  at(): () => void {
    return () => {};
  }

  jumpTo(time: number): void {
    this.time = Math.max(this.time, time);
  }
}

async function play(
  deps: RehearsalDeps,
  { post, dueAt, db }: Rehearsed & { readonly db: Db },
): Promise<Rehearsal> {
  const clock = new JumpingClock(deps.ports.clock.now());
  const standIns = new StandIns(deps.ports.ids.next());
  const platform = new RehearsedPlatform({ standIns, clock, dueAt });
  const stage = { standIns, platform, clock, db };
  const { planner, publisher, afterworks } = await setUp(deps, post, stage);
  const { id } = planner.put(post, { ...planner.planNow(post), at: dueAt });
  for (const job of [publisher, afterworks]) await runJob(job, id, clock);
  if (platform.unforeseen !== undefined)
    throw new Error(`The rehearsal had no answer to ${platform.unforeseen}.`);
  const row = findPublication(db, id);
  if (row?.state === "published") return { kind: "calls", calls: platform.calls };
  const problem = Problem.nullable().parse(JSON.parse(row?.problem ?? "null"));
  if (!problem) throw new Error(`The rehearsal ended in ${row?.state}.`);
  return { kind: "refused", reasons: [problem.what] };
}

type Stage = {
  readonly standIns: StandIns;
  readonly platform: RehearsedPlatform;
  readonly clock: JumpingClock;
  readonly db: Db;
};

/** The publisher's own parts, on the stage. */
async function setUp(deps: RehearsalDeps, post: PostRow, stage: Stage) {
  const { clock, db } = stage;
  const { fetch, wire } = stage.platform;
  const log = { info: () => {}, error: () => {}, hide: () => {} };
  const ports = { ...deps.ports, clock, fetch, log, checkpoint: () => {} };
  const { times } = deps;
  const graph = new GraphClient({ ports, wire });
  const time = new ServerTime(clock, times.toleranceMs);
  const neighbours = await standIn(deps, post, stage.standIns);
  const events = new Events();
  const queue = new Queue({ db });
  const afterworks = new Afterworks({ ...neighbours, db, events, ports, graph, queue, times });
  const onPublished: Afterworks["plan"] = (tx, row) => afterworks.plan(tx, row);
  const record = new Recorder({ db, events, ports, onPublished });
  const platform = new Platform({ ...neighbours, graph, time });
  const hosting = new Hosting({ ...neighbours, ports });
  const step = { ...neighbours, db, ports, queue, platform, hosting, time, times, record };
  return { planner: new Planner(step), publisher: new Publisher(step), afterworks };
}

/** The other features as they are on the day when all goes well; what is secret or not made yet, by name. */
async function standIn(
  { accounts, media, posts, settings }: RehearsalDeps,
  { accountId, format }: PostRow,
  standIns: StandIns,
): Promise<Neighbours> {
  const host = await accounts.hostOf(accountId);
  const token = new Secret(standIns.id("access token"));
  const files = new Map<string, string>();
  return {
    accounts: {
      find: (id) => {
        const row = accounts.find(id);
        return row && { ...row, state: "connected" };
      },
      access: async (id) => {
        const { platformUserId = "", tokenGeneration = 0 } = accounts.find(id) ?? {};
        const version = settings.current().graphVersion;
        return { accountId: id, platformUserId, host, version, token, tokenGeneration };
      },
      trouble: () => null,
      heed: () => {},
      holdBack: () => {},
    },
    media: {
      facts: (ids) => media.facts(ids),
      openFile: (path) => media.openFile(path),
      render: async () => {
        const name = format === "reel" ? "cover" : `picture ${files.size + 1}`;
        const sha256 = createHash("sha256").update(name).digest("hex");
        files.set(sha256, standIns.url(`${name} on the media host`));
        return { sha256, bytes: 0, width: 0, height: 0 };
      },
      hostFile: async ({ sha256 }) => ({ url: files.get(sha256) ?? "", release: async () => {} }),
    },
    posts,
    pacing: { leastGapMs: () => 0, jitter: () => 0, warnings: () => [] },
    settings: { current: () => ({ ...settings.current(), paused: false }) },
  };
}

async function runJob(job: JobKind, publicationId: string, clock: JumpingClock): Promise<void> {
  const { signal } = new AbortController();
  let lane = "";
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const end = await job.run({ publicationId }, { signal, isResumed: false, lane });
    if (end.kind !== "wait-until") return;
    lane = end.lane ?? lane;
    clock.jumpTo(end.at);
  }
}
