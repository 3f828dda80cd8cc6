import type { Db } from "../../db/db.ts";
import type { Outcome } from "../../jobs/machine.ts";
import type { Queue } from "../../jobs/queue.ts";
import type { Ports } from "../../ports.ts";
import { GraphFailure } from "../../graph/failure.ts";
import type { Checkpoint } from "./checkpoints.ts";
import { MOST_CONTAINERS } from "./children.ts";
import { parseEvidence } from "./evidence.ts";
import { judgeFailure } from "./failures.ts";
import type { Hosting } from "./hosting.ts";
import { canApply } from "./machine.ts";
import { latenessOf, type Lateness } from "./missed.ts";
import type { Neighbours } from "./neighbours.ts";
import type { Platform } from "./platform.ts";
import { ClaimLost, lifeOf, type NewAttempt, type Recorder } from "./record.ts";
import type { ServerTime } from "../../lib/server-time.ts";
import type { PublicationRow } from "./tables.ts";
import type { PublishingTimes } from "./times.ts";

/** What the steps of publishing work with. */
export type StepDeps = Neighbours & {
  readonly db: Db;
  readonly ports: Ports;
  readonly queue: Queue;
  readonly platform: Platform;
  readonly hosting: Hosting;
  readonly time: ServerTime;
  readonly times: PublishingTimes;
  readonly record: Recorder;
  /** Aborts when the app quits: for what takes long. */
  readonly signal?: AbortSignal;
};

/** A step went forward: look at the row again. Otherwise how this run of the job ends. */
export type StepEnd = "go-on" | Outcome;

/** Passed at each named step: the crash tests die here. */
export function pass(deps: StepDeps, checkpoint: Checkpoint): void {
  deps.ports.checkpoint(checkpoint);
}

/** How a row's due time stands by the platform's clock. */
export function latenessNow(deps: StepDeps, row: PublicationRow): Lateness {
  return latenessOf(row.dueAt, deps.time.now(), latenessRule(deps));
}

export function latenessRule({ settings, times }: Pick<StepDeps, "settings" | "times">) {
  return { onTimeMs: times.onTimeMs, graceMs: settings.current().graceMinutes * 60_000 };
}

/** Nothing is sent while paused. Asked right before each write. */
export function waitIfPaused(deps: StepDeps, row: PublicationRow): Outcome | undefined {
  if (!deps.settings.current().paused) return undefined;
  const at = deps.ports.clock.now() + deps.times.recheckMs;
  return deps.record.wait(row, { reason: "paused", at });
}

/**
 * What becomes of a row when a step fails before anything can be out there: it waits, or it is over. Bugs are thrown on.
 *
 * @throws what was thrown, when it is none of the known failures.
 */
export async function stumble(
  deps: StepDeps,
  row: PublicationRow,
  failed: { readonly step: string; readonly error: unknown },
): Promise<StepEnd> {
  const { clock, ids } = deps.ports;
  const evidence = parseEvidence(row.evidence);
  const { tries, containers } = evidence;
  // A container that is made anew counts its tries from 0 again; how many were made stays.
  const error = afterTries(failed.error, Math.max(tries, containers - 1));
  const context = { now: clock.now(), random: ids.random(), times: deps.times };
  const verdict = judgeFailure(error, { ...context, tries });
  if (failed.error instanceof ClaimLost || verdict.kind === "unforeseen") throw failed.error;
  const attempt = describeFailure(failed);
  if (verdict.kind === "refuse") {
    deps.record.commit(
      row,
      { fact: "refused" },
      {
        problem: verdict.problem,
        attempts: [{ ...attempt, outcome: "refused" }],
        set: { nextWakeupAt: null },
      },
    );
    await deps.hosting.release(row.id);
    return "go-on";
  }
  if (verdict.isContainerGone && containers < MOST_CONTAINERS && hasContainer(row)) {
    deps.record.commit(row, { fact: "container-lost" }, { attempts: [attempt] });
    return "go-on";
  }
  deps.accounts.heed(row.accountId, error);
  if (verdict.reason === "rate-limit") deps.queue.holdLane(row.accountId, verdict.at);
  return deps.record.wait(row, {
    ...verdict,
    evidence: { ...evidence, tries: evidence.tries + 1 },
    attempts: [attempt],
  });
}

/** What a failure of the platform means once its remedy was tried so often. */
function afterTries(error: unknown, tries: number): unknown {
  return error instanceof GraphFailure ? error.after(tries) : error;
}

function hasContainer(row: PublicationRow): boolean {
  return canApply(lifeOf(row), { fact: "container-lost" });
}

/** A failure as a line of the history, without secrets: the graph's failures hold none. */
export function describeFailure(failed: {
  readonly step: string;
  readonly error: unknown;
}): NewAttempt {
  const { step, error } = failed;
  return {
    step,
    outcome: "refused",
    detail: error instanceof Error ? error.message : String(error),
  };
}
