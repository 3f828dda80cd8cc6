import type { Db } from "../../db/db.ts";
import type { Access } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import { closeComments, findComment, postComment } from "../../graph/endpoints/comments.ts";
import type { Queue } from "../../jobs/queue.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import { commentNotSeen, givenUp, isWornOut, tooManyComments } from "./afterwork-failures.ts";
import type { AfterworkChange } from "./afterwork-queries.ts";
import type { AfterworkCheckpoint } from "./checkpoints.ts";
import { parseContent } from "./content.ts";
import type { Neighbours } from "./neighbours.ts";
import type { NewAttempt } from "./record.ts";
import type { AfterworkRow, PublicationRow } from "./tables.ts";
import type { PublishingTimes } from "./times.ts";

export type AfterworkDeps = Pick<Neighbours, "accounts" | "settings"> & {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Pick<Ports, "clock" | "ids" | "checkpoint">;
  readonly graph: GraphClient;
  readonly queue: Queue;
  readonly times: PublishingTimes;
};

/** What a step came to: how the task stands now, and a line for the history. */
export type StepResult = {
  readonly change: AfterworkChange;
  readonly attempt?: NewAttempt;
  /** Passed once both are written. */
  readonly stored?: AfterworkCheckpoint;
};

/** `before` writes down what is about to be done. */
type StepDeps = AfterworkDeps & { readonly before: (change: AfterworkChange) => void };
type Step = (deps: StepDeps, row: PublicationRow, task: AfterworkRow) => Promise<StepResult>;

/** A comment nobody answered for is taken as not written after so many looks, some settle times apart. */
const CLEAN_LOOKS = 2;
/** Nothing hurries: a list that lags behind has time to show it. In settle times. */
const LOOK_EVERY = 4;
/** How often a comment is sent at most before she is asked to look. */
const MOST_POSTS = 3;

export const AFTERWORK_STEPS: Readonly<Record<AfterworkRow["kind"], Step>> = {
  "first-comment": placeComment,
  "comments-off": switchOff,
};

/** Looks for its own comment first, always: a kill, a lost answer or a restored backup must not write it twice. */
async function placeComment(
  deps: StepDeps,
  row: PublicationRow,
  task: AfterworkRow,
): Promise<StepResult> {
  const access = await readerOf(deps, row);
  const text = parseContent(row.content).options.firstComment.trim();
  const igMediaId = row.igMediaId ?? "";
  const username = deps.accounts.find(row.accountId)?.username ?? "";
  const found = await findComment(deps.graph, access, { igMediaId, text, username });
  pass(deps, "afterwork.comment-looked");
  if (found.kind === "found") return placed(deps, found.commentId, ", found on the post");
  if (found.kind === "unreadable") return { change: givenUp(tooManyComments()) };
  if (task.isOpen && task.looks + 1 < CLEAN_LOOKS) {
    const nextAt = deps.ports.clock.now() + LOOK_EVERY * deps.times.settleMs;
    return { change: { looks: task.looks + 1, nextAt, waitReason: "settling" } };
  }
  if (task.isRefused || isWornOut(task))
    return { change: { ...givenUp(task.problem), isOpen: false } };
  if (task.posts >= MOST_POSTS)
    return { change: { ...givenUp(commentNotSeen(task.posts)), isOpen: false } };
  deps.before({ isOpen: true, looks: 0, posts: task.posts + 1, waitReason: null });
  pass(deps, "afterwork.comment-written-down");
  const commentId = await postComment(deps.graph, access, { igMediaId, text });
  pass(deps, "afterwork.comment-sent");
  return placed(deps, commentId, "");
}

/** As `pass` of publishing's own steps. */
function pass({ ports }: Pick<AfterworkDeps, "ports">, checkpoint: AfterworkCheckpoint): void {
  ports.checkpoint(checkpoint);
}

function placed({ ports }: StepDeps, commentId: string, how: string): StepResult {
  return {
    change: { ...done(ports.clock.now()), commentId },
    attempt: { step: "first-comment", outcome: "ok", detail: `${commentId}${how}` },
    stored: "afterwork.comment-stored",
  };
}

/** May be said as often as one likes. */
async function switchOff(deps: StepDeps, row: PublicationRow): Promise<StepResult> {
  await closeComments(deps.graph, await readerOf(deps, row), row.igMediaId ?? "");
  pass(deps, "afterwork.comments-closed");
  return {
    change: done(deps.ports.clock.now()),
    attempt: { step: "comments-off", outcome: "ok", detail: "" },
    stored: "afterwork.comments-off-stored",
  };
}

function done(doneAt: number): AfterworkChange {
  const settled = { nextAt: null, waitReason: null, problem: null, isOpen: false };
  return { ...settled, state: "done", doneAt };
}

/** It leaves the calls that are kept for publishing alone: its `purpose` is a read's. */
function readerOf({ accounts }: StepDeps, row: PublicationRow): Promise<Access> {
  return accounts.access(row.accountId);
}
