import { findRestoredFrom } from "../../db/restore.ts";
import type { Access } from "../../graph/access.ts";
import type { PublishOutcome } from "../../graph/endpoints/publish.ts";
import type { GraphFailure } from "../../graph/failure.ts";
import type { Outcome } from "../../jobs/machine.ts";
import { keepApart } from "./claim.ts";
import { takeStatus } from "./container.ts";
import { contentDigest, parseContent } from "./content.ts";
import { freshLook, parseEvidence } from "./evidence.ts";
import { findTwins } from "./match.ts";
import { outcomeUnknown, quotaUsedUp, twinFound, waitingFor } from "./problems.ts";
import { findBoundIds, hasUnprovedIntent } from "./queries.ts";
import { ClaimLost, type NewAttempt } from "./record.ts";
import { latenessNow, pass, stumble, waitIfPaused, type StepDeps, type StepEnd } from "./step.ts";
import type { PublicationRow } from "./tables.ts";
import { wordsOf } from "./wanted.ts";

/**
 * Everything that must be true before the publish call, then the intent, then the call, once. Nothing between the last check
 * and the intent awaits anything.
 */
export async function send(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  let access: Access;
  try {
    const stopped =
      keepApart(deps, row) ?? (await checkContainer(deps, row)) ?? (await checkQuota(deps, row));
    if (stopped) return stopped;
    const twins = await probeTwins(deps, row);
    if (twins) return twins;
    access = await deps.platform.access(row.accountId);
  } catch (error) {
    return stumble(deps, row, { step: "before-publish", error });
  }
  const { clock } = deps.ports;
  // The computer slept, or its clock was set, since those reads: all of them once more.
  if (deps.time.needsSample)
    return deps.record.wait(row, { reason: null, at: clock.now() + deps.times.retryMs });
  if (latenessNow(deps, row) === "too-late") return "go-on";
  // By the platform's own clock, read a moment ago: ours may have been set.
  if (deps.time.now() < row.dueAt)
    return deps.record.wait(row, { reason: null, at: deps.time.toLocal(row.dueAt) });
  const paused = waitIfPaused(deps, row);
  if (paused) return paused;
  if (hasContentChanged(deps, row)) {
    deps.record.commit(row, { fact: "content-changed" }, { set: { fence: row.fence + 1 } });
    return "go-on";
  }
  return publishOnce(deps, row, access);
}

/** FINISHED within the last minute. A read also precedes every further call after a "definitely not executed". */
async function checkContainer(deps: StepDeps, row: PublicationRow): Promise<StepEnd | undefined> {
  const { finishedAt } = parseEvidence(row.evidence);
  const isFresh =
    finishedAt !== null && Math.abs(deps.ports.clock.now() - finishedAt) <= deps.times.freshMs;
  if (isFresh) return undefined;
  const container = await deps.platform.readContainer(row.accountId, row.containerId ?? "");
  pass(deps, "publish.processing-polled");
  return takeStatus(deps, row, container);
}

/** The account's own quota, never a number of ours (Content Publishing Limit page: 25, 50 and 100 are all documented). */
async function checkQuota(deps: StepDeps, row: PublicationRow): Promise<Outcome | undefined> {
  const { used, total } = await deps.platform.readLimit(row.accountId);
  pass(deps, "publish.quota-read");
  if (used < total) return undefined;
  return deps.record.wait(row, {
    reason: "quota",
    at: deps.ports.clock.now() + deps.times.quotaMs,
    problem: quotaUsedUp(used, total),
    attempts: [{ step: "read-quota", outcome: "refused", detail: `${used} of ${total} used` }],
  });
}

/** The same words by other hands in the last day, as from a second computer or a phone: hers to decide. */
async function probeTwins(deps: StepDeps, row: PublicationRow): Promise<StepEnd | undefined> {
  const evidence = parseEvidence(row.evidence);
  const { sinceAt, isRestored } = probeWindow(deps, row);
  const { kind, caption, edge } = wordsOf(deps, row);
  const posts = await deps.platform.listSince(row.accountId, { sinceAt, edge });
  pass(deps, "publish.probed");
  const ids = posts.map((post) => post.igMediaId);
  const bound = findBoundIds(deps.db, ids, row.id);
  const excludedIds = new Set([...bound, ...evidence.excludedIds]);
  const twins = findTwins(posts, { kind, caption, sinceAt, excludedIds });
  if (twins.length === 0) return undefined;
  deps.record.commit(
    row,
    { fact: "undecidable" },
    {
      set: { nextWakeupAt: null },
      evidence: { ...evidence, candidates: [...twins] },
      problem: twinFound(isRestored),
      attempts: [
        { step: "list-media", outcome: "ok", detail: `${twins.length} with the same words` },
      ],
    },
  );
  return "go-on";
}

/** A day back; for what is older than a restore, back to the backup: since then it may have gone out unknown to these rows. */
function probeWindow({ db, time, times, posts }: StepDeps, row: PublicationRow) {
  const dayBack = time.now() - times.probeMs;
  const restoredFrom = findRestoredFrom(db, posts.find(row.postId)?.createdAt ?? row.createdAt);
  const isRestored = restoredFrom !== null && restoredFrom - times.windowMs < dayBack;
  return { sinceAt: isRestored ? restoredFrom - times.windowMs : dayBack, isRestored };
}

/** What is sent is what was frozen, and the post is still the one it was frozen from. */
function hasContentChanged(deps: StepDeps, row: PublicationRow): boolean {
  const content = parseContent(row.content);
  const isSame = contentDigest(content) === row.contentSha256;
  return !isSame || deps.posts.find(row.postId)?.version !== content.postVersion;
}

async function publishOnce(deps: StepDeps, row: PublicationRow, access: Access): Promise<StepEnd> {
  const intent = writeIntent(deps, row);
  pass(deps, "publish.intent-committed");
  const outcome = await deps.platform.publish(access, intent.containerId ?? "");
  pass(deps, "publish.publish-sent");
  try {
    return await takeOutcome(deps, intent, outcome);
  } catch (error) {
    // The row was taken over while the call was out: whoever has it asks the platform; the history still learns the answer.
    if (error instanceof ClaimLost) deps.record.log(intent, answerLine(outcome));
    throw error;
  }
}

/** The durable promise that this container is about to be published. No row, no call: a full disk throws here, before it. */
function writeIntent(deps: StepDeps, row: PublicationRow): PublicationRow {
  const serverAt = Math.round(deps.time.now());
  // The attempts themselves are asked as well, whatever the row says: no second intent without a verdict.
  if (hasUnprovedIntent(deps.db, row.id)) throw new Error("There is an intent without a verdict.");
  return deps.record.commit(
    row,
    { fact: "intent" },
    {
      evidence: { ...freshLook(parseEvidence(row.evidence)), intentServerAt: serverAt },
      attempts: [
        {
          step: "publish",
          outcome: "intent",
          serverAt,
          detail: `media_publish creation_id=${row.containerId} content=${row.contentSha256}`,
        },
      ],
      set: { nextWakeupAt: deps.ports.clock.now() + deps.times.settleMs },
    },
  );
}

function answerLine(outcome: PublishOutcome): NewAttempt {
  if (outcome.kind === "accepted") {
    const { igMediaId, serverAt } = outcome;
    return { step: "publish", outcome: "ok", detail: igMediaId, serverAt };
  }
  const { message, serverAt } = outcome.failure;
  const result = outcome.kind === "unknown" ? "unknown" : "refused";
  return { step: "publish", outcome: result, detail: message, serverAt };
}

function takeOutcome(
  deps: StepDeps,
  row: PublicationRow,
  outcome: PublishOutcome,
): StepEnd | Promise<StepEnd> {
  if (outcome.kind === "not-executed") return takeNotExecuted(deps, row, outcome.failure);
  if (outcome.kind === "unknown") return loseOutcome(deps, row, outcome.failure);
  const { igMediaId, serverAt } = outcome;
  deps.record.commit(
    row,
    { fact: "accepted", igMediaId },
    {
      set: { publishedAt: serverAt ?? Math.round(deps.time.now()) },
      attempts: [answerLine(outcome)],
    },
  );
  pass(deps, "publish.result-committed");
  return "go-on";
}

/** Proved: nothing was published. That is a verdict, and the container is read again before the next call. */
function takeNotExecuted(deps: StepDeps, row: PublicationRow, failure: GraphFailure) {
  const isProcessing = failure.isUnfinished;
  const evidence = parseEvidence(row.evidence);
  const back = deps.record.commit(
    row,
    { fact: "not-executed", isProcessing },
    {
      evidence: { ...evidence, finishedAt: null },
      attempts: [
        {
          step: "publish",
          outcome: "refused",
          detail: failure.message,
          serverAt: failure.serverAt,
        },
        { step: "verdict", outcome: "ok", detail: "Not published: the call was not carried out." },
      ],
    },
  );
  if (!isProcessing) return stumble(deps, back, { step: "publish", error: failure });
  return deps.record.wait(back, {
    reason: null,
    at: deps.ports.clock.now() + (deps.times.pollMs[2] ?? 4000),
    problem: waitingFor("retry", failure),
  });
}

/** Nobody knows. From here on only asking the platform helps. `failure` is null when we died over it. */
export function loseOutcome(
  deps: StepDeps,
  row: PublicationRow,
  failure: GraphFailure | null,
): Outcome {
  const at = deps.ports.clock.now() + deps.times.settleMs;
  const heldBackFor = failure?.heldBackFor ?? null;
  const evidence = { ...freshLook(parseEvidence(row.evidence)), heldBackFor };
  deps.record.commit(
    row,
    { fact: "outcome-lost" },
    {
      set: { nextWakeupAt: at, fence: row.fence + 1 },
      waitReason: "settling",
      problem: outcomeUnknown(failure),
      evidence,
      attempts: [
        {
          step: "publish",
          outcome: "unknown",
          detail: failure?.message ?? "The app stopped before the answer was written down.",
          serverAt: failure?.serverAt ?? null,
        },
      ],
    },
  );
  return { kind: "wait-until", at };
}
