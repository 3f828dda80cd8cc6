import type { Problem, WaitReason } from "../../../shared/contract/publishing.ts";
import { AppError, type ErrorCode } from "../../../shared/result.ts";
import { GraphFailure } from "../../graph/failure.ts";
import { pauseBefore } from "../../lib/backoff.ts";
import { failedHere, refusedByPlatform, waitingFor } from "./problems.ts";
import { retryRange, type PublishingTimes } from "./times.ts";

/** What a failed step comes to: stand still for a while, or an end. `unforeseen` is a bug, for the runner. */
export type Stumble =
  | {
      readonly kind: "wait";
      readonly reason: WaitReason;
      /** Epoch ms UTC. */
      readonly at: number;
      readonly problem: Problem | null;
      /** The container is of no use any more: another one, where one stands. */
      readonly isContainerGone?: boolean;
    }
  | { readonly kind: "refuse"; readonly problem: Problem }
  | { readonly kind: "unforeseen" };

export type StumbleContext = {
  readonly now: number;
  /** How often in a row this has failed. */
  readonly tries: number;
  readonly random: number;
  readonly times: PublishingTimes;
};

/** A platform's "try again" is believed this often. */
const REJECTIONS = 3;

/** What to do about an error thrown before anything can be out there. */
export function judgeFailure(error: unknown, context: StumbleContext): Stumble {
  if (error instanceof GraphFailure) return judgePlatform(error, context);
  if (isDiskFull(error)) return waitFor("disk", context, null);
  if (error instanceof AppError) return judgeOwn(error, context);
  return { kind: "unforeseen" };
}

/** A full disk, by SQLite's word or the system's. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "disk-full" || isDiskFull(error.cause);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "SQLITE_FULL" || code === "ENOSPC" || code === "EDQUOT";
}

function judgePlatform(failure: GraphFailure, context: StumbleContext): Stumble {
  if (failure.isOffline) return waitFor("offline", context, failure);
  if (failure.trouble !== null) return waitFor("account", context, failure);
  if (failure.kind === "auth") return waitFor("login", context, failure);
  if (failure.kind === "limited")
    return {
      kind: "wait",
      reason: failure.scope === "quota" ? "quota" : "rate-limit",
      at: Math.max(failure.retryAt ?? 0, context.now + context.times.recheckMs),
      problem: waitingFor("rate-limit", failure),
    };
  const most = failure.tries ?? REJECTIONS;
  if (failure.kind === "rejected" && !(isWorthRepeating(failure) && context.tries < most))
    return { kind: "refuse", problem: refusedByPlatform(failure) };
  return again(failure, context);
}

function isWorthRepeating(failure: GraphFailure): boolean {
  return failure.action === "retry" || failure.action === "new-container";
}

const OWN_WAITS: Readonly<Partial<Record<ErrorCode, WaitReason>>> = {
  "account-disconnected": "login",
  offline: "offline",
  "disk-full": "disk",
};

function judgeOwn(error: AppError, context: StumbleContext): Stumble {
  const reason = OWN_WAITS[error.code];
  if (reason) return waitFor(reason, context, null);
  if (error.code === "rate-limited")
    return {
      kind: "wait",
      reason: "rate-limit",
      at: Math.max(error.retryAt ?? 0, context.now + context.times.recheckMs),
      problem: null,
    };
  return error.code === "internal"
    ? { kind: "unforeseen" }
    : { kind: "refuse", problem: failedHere(error.message) };
}

function waitFor(
  reason: WaitReason,
  context: StumbleContext,
  failure: GraphFailure | null,
): Stumble {
  return {
    kind: "wait",
    reason,
    at: context.now + context.times.recheckMs,
    problem: waitingFor(reason, failure),
  };
}

/** The time the server named, if it named one; else full jitter. */
function again(failure: GraphFailure, { now, tries, random, times }: StumbleContext): Stumble {
  const at = failure.retryAt ?? now + pauseBefore(tries, retryRange(times), random);
  const isContainerGone = failure.action === "new-container";
  return {
    kind: "wait",
    reason: "retry",
    at,
    problem: waitingFor("retry", failure),
    isContainerGone,
  };
}
