import type { Problem } from "../../../shared/contract/publishing.ts";
import { GraphFailure } from "../../graph/failure.ts";
import { pauseBefore } from "../../lib/backoff.ts";
import type { AfterworkChange } from "./afterwork-queries.ts";
import { judgeFailure, type StumbleContext } from "./failures.ts";
import { refusedByPlatform } from "./problems.ts";
import type { AfterworkRow } from "./tables.ts";
import { afterworkRange } from "./times.ts";

/** So many failures in a row that may pass, over some hours; then it is hers to try again. */
const MOST_TRIES = 8;

const NAMES = { "first-comment": "first comment", "comments-off": "switch for comments" } as const;

/**
 * What becomes of a task whose call failed. After a comment that may have been written nothing is final: it is looked for first.
 * `unforeseen` is a bug, for the runner.
 */
export function afterFailure(
  task: AfterworkRow,
  error: unknown,
  context: Omit<StumbleContext, "tries">,
): AfterworkChange | "unforeseen" {
  const { now, times } = context;
  const verdict = judgeFailure(error, { ...context, tries: task.tries });
  if (verdict.kind === "unforeseen") return "unforeseen";
  const problem = JSON.stringify(problemOf(task, error));
  if (isRefusal(error, verdict.kind)) {
    if (!task.isOpen) return givenUp(problem);
    if (task.isRefused) return givenUp(notKnown(task));
    return { isRefused: true, problem, waitReason: "settling", nextAt: now + times.settleMs };
  }
  if (verdict.kind === "wait" && verdict.reason !== "retry" && !isNotFound(error))
    return { ...unsent(task, error), waitReason: verdict.reason, nextAt: verdict.at, problem };
  return tryLater(task, problem, { ...context, hintedAt: hintOf(error) });
}

/** A failure that may pass: once more after a growing pause, or never again when it has not passed so often. */
function tryLater(
  task: AfterworkRow,
  problem: string,
  { now, random, times, hintedAt }: Omit<StumbleContext, "tries"> & { readonly hintedAt: number },
): AfterworkChange {
  const tries = task.tries + 1;
  if (tries >= MOST_TRIES && !task.isOpen) return givenUp(problem);
  // The last call may still have written it: one more look is worth it.
  if (tries > MOST_TRIES) return givenUp(notKnown(task));
  const nextAt = Math.max(hintedAt, now + pauseBefore(task.tries, afterworkRange(times), random));
  return { tries, problem, waitReason: "retry", nextAt };
}

function hintOf(error: unknown): number {
  return error instanceof GraphFailure ? (error.retryAt ?? 0) : 0;
}

/** Nothing went out: it need not be looked for. */
function unsent(task: AfterworkRow, error: unknown): AfterworkChange {
  const isUnsent = task.isOpen && error instanceof GraphFailure && error.isOffline;
  return isUnsent ? { isOpen: false, posts: Math.max(0, task.posts - 1) } : {};
}

/** A permission she did not grant is no reason to hold up her posts; waiting for it would be in vain. */
function isRefusal(error: unknown, kind: "wait" | "refuse"): boolean {
  if (isNotFound(error)) return false;
  return kind === "refuse" || isPermission(error);
}

/** A post of a moment ago is not found for a while, whatever is asked of it (postiz-app issue 1562). */
export function isNotFound(error: unknown): boolean {
  return error instanceof GraphFailure && error.isNotFound;
}

/** The account may not do this one thing. */
export function isPermission(error: unknown): boolean {
  return error instanceof GraphFailure && error.trouble === "permission";
}

export function givenUp(problem: string | null): AfterworkChange {
  return { state: "given-up", nextAt: null, waitReason: null, problem };
}

/** Whether the task has been tried in vain often enough. */
export function isWornOut({ tries }: AfterworkRow): boolean {
  return tries >= MOST_TRIES;
}

function problemOf({ kind }: AfterworkRow, error: unknown): Problem {
  if (!(error instanceof GraphFailure))
    return inWords(error instanceof Error ? error.message : String(error), "Try again.");
  const told = refusedByPlatform(error);
  if (isPermission(error))
    return {
      ...told,
      what: "This login may not write or change comments.",
      todo: "Log in again under Accounts, allow comments, then try again.",
    };
  const isClosed = kind === "first-comment" && error.code === 100 && !isNotFound(error);
  if (isClosed)
    return {
      ...told,
      what: "Instagram did not take the comment.",
      todo: "Look whether comments are on for this post, then try again.",
      button: "retry",
    };
  return { ...told, button: "retry" };
}

/** The comment was sent as often as is sensible, and is not to be seen. */
export function commentNotSeen(posts: number): string {
  const times = posts === 1 ? "once" : `${posts} times`;
  return JSON.stringify(
    inWords(
      `The comment was sent ${times}, and Instagram does not show it.`,
      "Look at the post on Instagram before you try again.",
    ),
  );
}

/** It was sent, and cannot be looked for. */
function notKnown({ posts }: AfterworkRow): string {
  const times = posts === 1 ? "once" : `${posts} times`;
  return JSON.stringify(
    inWords(
      `The comment was sent ${times}, and Instagram does not say whether it is there.`,
      "Look at the post on Instagram. Trying again looks for it first.",
    ),
  );
}

/** So many comments by others that ours cannot be looked for. */
export function tooManyComments(): string {
  return JSON.stringify(
    inWords(
      "The post has too many comments for the app to look whether yours is among them.",
      "Look at the post on Instagram, and write it by hand if it is not there.",
    ),
  );
}

/** The account is not in the app any more. */
export function accountGone({ kind }: AfterworkRow): string {
  return JSON.stringify(
    inWords(
      `The account was disconnected before the ${NAMES[kind]} was done.`,
      "Connect it again, then try again.",
    ),
  );
}

/** A fault of our own, which the log holds. */
export function ownFault(reason: string): string {
  return JSON.stringify({
    ...inWords("The app failed at this for a reason of its own.", "Try again, or report this."),
    raw: reason,
  });
}

function inWords(what: string, todo: string): Problem {
  return { what, todo, code: null, raw: null, button: "retry" };
}
