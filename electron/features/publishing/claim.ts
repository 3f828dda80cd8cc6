import { millisecondsInHour as HOUR } from "date-fns/constants";
import type { Outcome } from "../../jobs/machine.ts";
import { countItems } from "./container-queries.ts";
import { parseEvidence, type Evidence } from "./evidence.ts";
import { jobKeyOf, uploadLaneOf } from "./publish-job.ts";
import { accountHeldBack, keptApart, tooLate } from "./problems.ts";
import type { Wait } from "./record.ts";
import {
  latenessNow,
  latenessRule,
  pass,
  stumble,
  waitIfPaused,
  type StepDeps,
  type StepEnd,
} from "./step.ts";
import type { PublicationRow } from "./tables.ts";
import { aheadOf } from "./times.ts";
import { comesFirst, findLastPublishedAt } from "./turn-queries.ts";
import { Problem } from "../../../shared/contract/publishing.ts";

/** What a new claim starts from: only what is known of other people's posts stays. */
function freshStart(evidence: Evidence): Partial<Evidence> {
  return { tries: 0, polls: 0, finishedAt: null, containers: evidence.containers };
}

/** Takes a due publication: its fence grows, so whoever worked on it before can write no more. */
export async function claim(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  const { clock } = deps.ports;
  if (deps.time.needsSample) {
    try {
      await deps.platform.sampleTime(row.accountId);
    } catch (error) {
      if (deps.time.needsSample) return stumble(deps, row, { step: "read-clock", error });
    }
    if (!deps.time.needsSample) return "go-on";
    // A reply that does not tell the time, or that came too late to: not asked again at once.
    return deps.record.wait(row, { reason: null, at: clock.now() + deps.times.retryMs });
  }
  const startAt = row.dueAt - aheadOf(deps.times, countItems(deps.db, row.postId));
  if (deps.time.now() < startAt)
    return deps.record.wait(row, { reason: null, at: deps.time.toLocal(startAt) });
  const turn = turnOf(deps, row);
  if (turn.at > clock.now()) return deps.record.wait(row, turn);
  const evidence = parseEvidence(row.evidence);
  deps.record.commit(
    row,
    { fact: "claimed" },
    {
      set: { fence: row.fence + 1, content: null, contentSha256: null, imageSha256: null },
      evidence: { ...evidence, ...freshStart(evidence) },
    },
  );
  pass(deps, "publish.claimed");
  return "go-on";
}

/**
 * When it is this post's turn, by this computer's clock. While she types it is not; while another post of the account is on its
 * way it is not; and late posts keep a distance, so that an outage does not end in a burst.
 */
function turnOf(deps: StepDeps, row: PublicationRow): Wait {
  const now = deps.ports.clock.now();
  const post = deps.posts.find(row.postId);
  const isBeingEdited = post !== undefined && post.updatedAt > row.scheduledAt;
  const quietAt = isBeingEdited ? post.updatedAt + deps.times.quietMs : 0;
  const isAnotherFirst = comesFirst(deps.db, row, {
    sinceAt: deps.time.now() - deps.times.onTimeMs,
    untilAt: deps.time.now() + deps.times.prepareAheadMs,
    jobPrefix: jobKeyOf(""),
    uploadLane: uploadLaneOf(row.accountId),
  });
  const freeAt = isAnotherFirst ? now + (deps.times.pollMs[0] ?? 1000) : 0;
  const apartAt = apartFrom(deps, row);
  const at = Math.max(quietAt, freeAt, apartAt);
  const isPaced = apartAt > now && at === apartAt;
  return isPaced ? { reason: "pacing", at, problem: keptApart() } : { reason: null, at };
}

/** Another post of the account may have gone out while this one's video was on its way: late ones keep their distance still. */
export function keepApart(deps: StepDeps, row: PublicationRow): Outcome | undefined {
  const at = apartFrom(deps, row);
  if (at <= deps.ports.clock.now()) return undefined;
  return deps.record.wait(row, { reason: "pacing", at, problem: keptApart() });
}

/** How long a late post is kept from the account's last one: her least gap, and never less than the publisher's own. */
function apartFrom(deps: StepDeps, row: PublicationRow): number {
  if (latenessNow(deps, row) !== "late") return 0;
  const last = findLastPublishedAt(deps.db, row.accountId);
  const gapMs = Math.max(deps.times.catchUpGapMs, deps.pacing.leastGapMs(row.accountId));
  if (last === null) return 0;
  // Looked at again once it is too late, so that she hears of it then.
  const tooLateAt = row.dueAt + latenessRule(deps).graceMs + 1000;
  return deps.time.toLocal(Math.min(last + gapMs, tooLateAt));
}

/**
 * What keeps a row from going on, whatever step it is at, as long as nothing can be out there: removed, paused, too late, or an
 * account that must log in. Undefined when nothing does.
 */
export async function holdBack(deps: StepDeps, row: PublicationRow): Promise<StepEnd | undefined> {
  const paused = waitIfPaused(deps, row) ?? waitIfHeldBack(deps, row);
  if (paused) return paused;
  if (!deps.time.needsSample && latenessNow(deps, row) === "too-late") {
    markTooLate(deps, row);
    await deps.hosting.release(row.id);
    return "go-on";
  }
  const account = deps.accounts.find(row.accountId);
  if (account?.state === "connected") return undefined;
  const at = deps.ports.clock.now() + deps.times.recheckMs;
  // Known without asking, so it is looked at often: it goes on within a minute of logging in.
  return deps.record.wait(row, {
    reason: "login",
    at,
    problem: {
      what: account?.stateReason ?? "Instagram wants you to log in again.",
      code: null,
      todo: "Reconnect the account; the post goes on by itself.",
      button: "reconnect",
      raw: null,
    },
  });
}

/** Like a pause, for one account alone: it lasts as long as she needs, so nothing runs out of time over it. */
function waitIfHeldBack(deps: StepDeps, row: PublicationRow): Outcome | undefined {
  const trouble = deps.accounts.trouble(row.accountId);
  if (!trouble) return undefined;
  // Resuming wakes it; this is for the case that it did not.
  const at = deps.ports.clock.now() + HOUR;
  return deps.record.wait(row, { reason: "account", at, problem: accountHeldBack(trouble) });
}

/** It stays visible, with what stood in its way, and waits for her. */
export function markTooLate(
  deps: Pick<StepDeps, "record" | "settings">,
  row: PublicationRow,
): PublicationRow {
  const why = row.problem === null ? null : Problem.parse(JSON.parse(row.problem));
  return deps.record.commit(
    row,
    { fact: "too-late" },
    {
      set: { nextWakeupAt: null, fence: row.fence + 1 },
      problem: tooLate(deps.settings.current().graceMinutes, why),
    },
  );
}
