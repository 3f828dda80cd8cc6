import type { Container } from "../../graph/endpoints/containers.ts";
import { GraphFailure } from "../../graph/failure.ts";
import { pauseBefore } from "../../lib/backoff.ts";
import type { Outcome } from "../../jobs/machine.ts";
import { statusRead } from "./container.ts";
import { parseEvidence, type Candidate, type Evidence } from "./evidence.ts";
import { judgeFailure } from "./failures.ts";
import { findMatches } from "./match.ts";
import { nothingToSee, outcomeUnknown, severalCandidates } from "./problems.ts";
import { findBoundIds } from "./queries.ts";
import { loseOutcome } from "./send.ts";
import { describeFailure, pass, type StepDeps, type StepEnd } from "./step.ts";
import type { PublicationRow } from "./tables.ts";
import { judge, type Reading, type Verdict } from "./verdict.ts";
import { wordsOf } from "./wanted.ts";

/** Finds out what became of a publish call whose end nobody knows. Reads only. */
export async function reconcile(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  // Found in `publishing`: whoever made the call is gone.
  if (row.state === "publishing") return loseOutcome(deps, row, null);
  const now = deps.ports.clock.now();
  if (row.nextWakeupAt !== null && row.nextWakeupAt > now)
    return { kind: "wait-until", at: row.nextWakeupAt };
  let container: Container | null;
  let matches: readonly Candidate[];
  try {
    container = await readStanding(deps, row);
    pass(deps, "publish.reconcile-read");
    matches = await scan(deps, row);
    pass(deps, "publish.reconcile-scanned");
  } catch (error) {
    return takeBlindness(deps, row, error);
  }
  const reading: Reading = { container: container?.status ?? "none", matches };
  const attempts = [
    ...(container ? [statusRead(container, "ok")] : []),
    { step: "list-media", outcome: "ok" as const, detail: `${matches.length} may be this post` },
  ];
  return carryOut(deps, row, {
    verdict: judge(parseEvidence(row.evidence), reading),
    attempts,
    said: reading.container,
  });
}

async function readStanding(deps: StepDeps, row: PublicationRow): Promise<Container | null> {
  if (row.containerId === null) return null;
  return deps.platform.readContainer(row.accountId, row.containerId);
}

/** The account's posts since the intent that may be ours; all of them, or the listing throws. */
async function scan(deps: StepDeps, row: PublicationRow): Promise<readonly Candidate[]> {
  const sinceAt = windowStart(deps, row);
  const { edge } = wordsOf(deps, row);
  const posts = await deps.platform.listSince(row.accountId, { sinceAt, edge });
  return matchesAmong(deps, row, { posts, sinceAt });
}

/** Where the window of our post begins, by the server's clock. Without an intent: since the row was last known, or due. */
export function windowStart(deps: StepDeps, row: PublicationRow): number {
  const { intentServerAt } = parseEvidence(row.evidence);
  const startAt = intentServerAt ?? Math.min(row.dueAt, row.scheduledAt);
  return startAt - deps.times.windowMs;
}

export function matchesAmong(
  deps: StepDeps,
  row: PublicationRow,
  listing: { readonly posts: Parameters<typeof findMatches>[0]; readonly sinceAt: number },
): readonly Candidate[] {
  const { excludedIds } = parseEvidence(row.evidence);
  const { kind, caption } = wordsOf(deps, row);
  return findMatches(listing.posts, {
    kind,
    caption,
    sinceAt: listing.sinceAt,
    excludedIds: new Set([...boundAmong(deps, row, listing.posts), ...excludedIds]),
  });
}

/** Which of these posts are another publication's. */
export function boundAmong(
  deps: StepDeps,
  row: PublicationRow,
  posts: readonly { readonly igMediaId: string }[],
): readonly string[] {
  return findBoundIds(
    deps.db,
    posts.map((post) => post.igMediaId),
    row.id,
  );
}

type Finding = {
  readonly verdict: Verdict;
  readonly attempts: readonly Parameters<StepDeps["record"]["log"]>[1][];
  readonly said: Reading["container"];
};

function carryOut(deps: StepDeps, row: PublicationRow, finding: Finding): StepEnd {
  const { verdict, attempts } = finding;
  if (verdict.kind === "look-again" && isStuck(deps, row, finding.said)) {
    const change = { set: { nextWakeupAt: null }, evidence: verdict.evidence, attempts };
    deps.record.commit(row, { fact: "undecidable" }, { ...change, problem: nothingToSee() });
    return "go-on";
  }
  if (verdict.kind === "look-again")
    return lookAgain(deps, row, { evidence: verdict.evidence, attempts });
  const evidence = { ...parseEvidence(row.evidence), containerSaid: finding.said };
  if (verdict.kind === "published-somewhere") takeUnidentified(deps, row, finding);
  else if (verdict.kind === "published") takePublished(deps, row, { post: verdict.post, attempts });
  else if (verdict.kind === "ask")
    deps.record.commit(
      row,
      { fact: "undecidable" },
      {
        set: { nextWakeupAt: null },
        evidence: { ...evidence, candidates: [...verdict.candidates] },
        problem: severalCandidates(verdict.candidates.length),
        attempts,
      },
    );
  else takeUnpublished(deps, row, { container: verdict.container, evidence, attempts });
  pass(deps, "publish.verdict-committed");
  return "go-on";
}

/** A container lives a day: one that is said to be in progress after that will never be anything else. */
function isStuck({ ports, times }: StepDeps, row: PublicationRow, said: Finding["said"]): boolean {
  const ageMs = ports.clock.now() - (row.containerCreatedAt ?? ports.clock.now());
  return said === "IN_PROGRESS" && ageMs > times.containerLifeMs;
}

function verdictLine(detail: string) {
  return { step: "verdict", outcome: "ok", detail } as const;
}

/** Proved: nothing is out. What Instagram said of the account over the call was meant, so no second call meets it. */
function takeUnpublished(
  deps: StepDeps,
  row: PublicationRow,
  proof: Pick<Finding, "attempts"> & {
    readonly container: "same" | "new";
    readonly evidence: Evidence;
  },
): void {
  const { heldBackFor } = proof.evidence;
  if (heldBackFor) deps.accounts.holdBack(row.accountId, heldBackFor);
  deps.record.commit(
    row,
    { fact: "proved-unpublished", container: proof.container },
    {
      set: { fence: row.fence + 1 },
      evidence: { ...proof.evidence, heldBackFor: null, finishedAt: null, tries: 0 },
      attempts: [...proof.attempts, verdictLine("Not published: asked twice.")],
    },
  );
}

function takePublished(
  deps: StepDeps,
  row: PublicationRow,
  { post, attempts }: Pick<Finding, "attempts"> & { readonly post: Candidate },
): void {
  const { igMediaId, permalink, postedAt } = post;
  deps.record.commit(
    row,
    { fact: "seen-published", igMediaId },
    {
      set: { publishedAt: postedAt, permalink },
      attempts: [...attempts, verdictLine(`Published: ${igMediaId}`)],
    },
  );
}

/** It is out, and that is final; which post it is, `identify` keeps looking for. */
function takeUnidentified(deps: StepDeps, row: PublicationRow, { attempts }: Finding): void {
  const now = deps.ports.clock.now();
  const evidence = parseEvidence(row.evidence);
  deps.record.commit(
    row,
    { fact: "seen-published", igMediaId: null },
    {
      set: {
        publishedAt: evidence.intentServerAt ?? Math.round(deps.time.now()),
        nextWakeupAt: now + deps.times.settleMs,
      },
      evidence: {
        ...evidence,
        candidateId: null,
        identifyUntilAt: now + deps.times.identifyMs,
      },
      attempts: [...attempts, verdictLine("Published: says the container.")],
    },
  );
}

function lookAgain(
  deps: StepDeps,
  row: PublicationRow,
  { evidence, attempts }: { readonly evidence: Evidence; readonly attempts: Finding["attempts"] },
): Outcome {
  return deps.record.wait(row, {
    reason: "settling",
    at: deps.ports.clock.now() + settlePause(deps, evidence.rounds),
    problem: outcomeUnknown(null),
    evidence,
    attempts,
  });
}

/** Settle time: 15 s at least, with full jitter up to 10 min. `rounds` counts the looks so far, from 1. */
export function settlePause({ times, ports }: StepDeps, rounds: number): number {
  const range = { first: times.settleMs, largest: times.settleMaxMs, least: times.settleMs };
  return pauseBefore(Math.max(0, rounds - 1), range, ports.ids.random());
}

/** A read that told nothing. No connection and no login are her computer's state; everything else runs out of patience. */
function takeBlindness(deps: StepDeps, row: PublicationRow, error: unknown): StepEnd {
  const { clock, ids } = deps.ports;
  const now = clock.now();
  const evidence = parseEvidence(row.evidence);
  const context = { now, tries: evidence.blindReads, random: ids.random(), times: deps.times };
  const verdict = judgeFailure(error, context);
  if (verdict.kind === "unforeseen") throw error;
  const attempts = [
    { ...describeFailure({ step: "read-container", error }), outcome: "no-information" },
  ];
  const problem = outcomeUnknown(error instanceof GraphFailure ? error : null);
  const isOurs = verdict.kind === "wait" && OUR_STATE.includes(verdict.reason);
  if (isOurs) {
    deps.accounts.heed(row.accountId, error);
    // Days without a connection are one line of the history, not one a minute.
    const isNews = row.waitReason !== verdict.reason;
    return deps.record.wait(row, { ...verdict, problem, attempts: isNews ? attempts : [] });
  }
  const blind = {
    ...evidence,
    blindReads: evidence.blindReads + 1,
    blindSinceAt: evidence.blindSinceAt ?? now,
  };
  if (isBlindTooLong(deps, blind, now)) {
    const change = { set: { nextWakeupAt: null }, evidence: blind, attempts };
    deps.record.commit(row, { fact: "undecidable" }, { ...change, problem: nothingToSee() });
    return "go-on";
  }
  const at = Math.max(hintedTime(error), now + settlePause(deps, blind.blindReads));
  return deps.record.wait(row, { reason: "settling", at, problem, evidence: blind, attempts });
}

/** When the server said that it may be asked again, epoch ms; 0 when it did not. */
function hintedTime(error: unknown): number {
  return error instanceof GraphFailure ? (error.retryAt ?? 0) : 0;
}

/** Waits that say nothing about the platform's answers: patience does not run out over them. */
const OUR_STATE: readonly string[] = ["offline", "login", "account", "disk", "rate-limit", "quota"];

function isBlindTooLong({ times }: StepDeps, evidence: Evidence, now: number): boolean {
  const { blindSinceAt, blindReads } = evidence;
  return (
    blindSinceAt !== null && now - blindSinceAt >= times.blindMs && blindReads >= times.blindReads
  );
}
