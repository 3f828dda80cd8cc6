import { GraphFailure } from "../../graph/failure.ts";
import { pauseBefore } from "../../lib/backoff.ts";
import type { Outcome } from "../../jobs/machine.ts";
import { parseEvidence, type Candidate } from "./evidence.ts";
import { liveButWhich } from "./problems.ts";
import { matchesAmong, settlePause, windowStart } from "./reconcile.ts";
import { pass, type StepDeps, type StepEnd } from "./step.ts";
import type { PublicationRow } from "./tables.ts";
import { retryRange } from "./times.ts";
import { wordsOf } from "./wanted.ts";

/** The permalink is worth this many reads; right after publishing they may fail while the post is live. */
const PERMALINK_TRIES = 6;

/**
 * After publishing: which post it is, where it is seen, and the picture off the media host. Best effort: nothing here can make
 * a published post anything else.
 */
export async function identify(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  await deps.hosting.release(row.id);
  if (row.nextWakeupAt === null) return { kind: "done" };
  const now = deps.ports.clock.now();
  if (row.nextWakeupAt > now) return { kind: "wait-until", at: row.nextWakeupAt };
  if (row.igMediaId === null) return findOurs(deps, row);
  if (row.permalink === null) return readPermalink(deps, row, row.igMediaId);
  return finish(deps, row);
}

/** One match, seen in two listings a settle time apart. Never "the newest post". */
async function findOurs(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  const evidence = parseEvidence(row.evidence);
  const matches = await matchesNow(deps, row);
  const [match, another] = matches;
  if (match && !another && evidence.candidateId === match.igMediaId) {
    deps.record.commit(
      row,
      { fact: "identified", igMediaId: match.igMediaId },
      {
        set: { publishedAt: match.postedAt, permalink: match.permalink },
        evidence: { ...evidence, candidates: [] },
        attempts: [{ step: "list-media", outcome: "ok", detail: `Found: ${match.igMediaId}` }],
      },
    );
    return "go-on";
  }
  const now = deps.ports.clock.now();
  const isOver = evidence.identifyUntilAt !== null && now >= evidence.identifyUntilAt;
  if (another || isOver) {
    deps.record.note(row, {
      set: { nextWakeupAt: null },
      evidence: { ...evidence, candidates: [...matches] },
      problem: liveButWhich(),
    });
    return { kind: "done" };
  }
  const rounds = evidence.rounds + 1;
  return deps.record.wait(row, {
    reason: null,
    at: now + settlePause(deps, rounds),
    evidence: { ...evidence, rounds, candidateId: match?.igMediaId ?? null },
  });
}

async function matchesNow(deps: StepDeps, row: PublicationRow): Promise<readonly Candidate[]> {
  const sinceAt = windowStart(deps, row);
  try {
    const { edge } = wordsOf(deps, row);
    const posts = await deps.platform.listSince(row.accountId, { sinceAt, edge });
    return matchesAmong(deps, row, { posts, sinceAt });
  } catch (error) {
    // A failed read tells nothing; it is published all the same, and is looked for again.
    logRead(deps, row, error);
    return [];
  }
}

async function readPermalink(
  deps: StepDeps,
  row: PublicationRow,
  igMediaId: string,
): Promise<StepEnd> {
  const evidence = parseEvidence(row.evidence);
  const tries = evidence.permalinkTries + 1;
  try {
    const { permalink } = await deps.platform.readMedia(row.accountId, igMediaId);
    if (permalink !== null) {
      deps.record.note(row, {
        set: { permalink },
        attempts: [{ step: "read-permalink", outcome: "ok", detail: permalink }],
      });
      pass(deps, "publish.permalink-stored");
      return "go-on";
    }
  } catch (error) {
    logRead(deps, row, error); // as above
  }
  if (tries >= PERMALINK_TRIES) return finish(deps, row);
  const { clock, ids } = deps.ports;
  const at = clock.now() + pauseBefore(tries, retryRange(deps.times), ids.random());
  return deps.record.wait(row, {
    reason: null,
    at,
    evidence: { ...evidence, permalinkTries: tries },
  });
}

function finish(deps: StepDeps, row: PublicationRow): Outcome {
  deps.record.note(row, { set: { nextWakeupAt: null } });
  pass(deps, "publish.done");
  return { kind: "done" };
}

function logRead(deps: StepDeps, row: PublicationRow, error: unknown): void {
  const detail = error instanceof GraphFailure ? error.message : "The read failed.";
  deps.record.log(row, { step: "read-permalink", outcome: "no-information", detail });
}
