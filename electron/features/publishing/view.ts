import type {
  Attempt,
  AuditLine,
  CalendarEntry,
  Publication,
  PublicationState,
  WaitReason,
} from "../../../shared/contract/publishing.ts";
import { Problem } from "../../../shared/contract/publishing.ts";
import { postStatus } from "../../../shared/rules/status.ts";
import { titleOf } from "../../../shared/rules/title.ts";
import type { AuditRow } from "../../lib/tables.ts";
import { parseEvidence } from "./evidence.ts";
import { lateBy } from "./missed.ts";
import { waitingFor } from "./problems.ts";
import type { CalendarRow, ShownRow } from "./queries.ts";
import type { AttemptRow } from "./tables.ts";
import type { PublishingTimes } from "./times.ts";

/** What rows do not know: the disk is full, so the wait for it could not be written. */
export type Overlay = { isUnwritable(publicationId: string): boolean };

/** A publication as the screens show it. */
export function toPublication(
  row: ShownRow,
  times: PublishingTimes,
  overlay: Overlay,
): Publication {
  const isUnwritable = overlay.isUnwritable(row.id);
  const waitReason = isUnwritable ? "disk" : (row.waitReason as WaitReason | null);
  return {
    id: row.id,
    postId: row.postId,
    accountId: row.accountId,
    title: titleOf(row.caption, row.mediaName),
    format: row.format,
    thumbnail: thumbnailOf(row.mediaId),
    state: row.state as PublicationState,
    status: postStatus({
      state: row.state as PublicationState,
      waitReason,
      isDismissed: row.dismissedAt !== null,
    }),
    waitReason,
    plan: { wallTime: row.wallTime, zone: row.zone, at: row.dueAt - row.jitterMs },
    nextWakeupAt: row.nextWakeupAt,
    publishedAt: row.publishedAt,
    lateByMs: lateBy(row.dueAt, row.publishedAt, times),
    igMediaId: row.igMediaId,
    permalink: row.permalink,
    problem: isUnwritable ? waitingFor("disk", null) : parseProblem(row.problem),
    candidates: parseEvidence(row.evidence).candidates,
    updatedAt: row.updatedAt,
  };
}

export function toEntry(row: CalendarRow): CalendarEntry {
  const standing =
    row.state === null
      ? null
      : { state: row.state, waitReason: row.waitReason, isDismissed: row.dismissedAt !== null };
  const status = postStatus(standing);
  return {
    postId: row.postId,
    publicationId: status === "draft" ? null : row.publicationId,
    accountId: row.accountId,
    title: titleOf(row.caption, row.mediaName),
    format: row.format,
    plan: { wallTime: row.wallTime, zone: row.zone, at: row.at },
    status,
    thumbnail: thumbnailOf(row.mediaId),
  };
}

export function toAttempt(row: AttemptRow): Attempt {
  const { id, at, step, detail } = row;
  return { id, at, step, outcome: row.outcome as Attempt["outcome"], detail };
}

export function toAuditLine({ seq, at, who, action, digest }: AuditRow): AuditLine {
  return { seq, at, who, action, digest };
}

function parseProblem(json: string | null): Problem | null {
  return json === null ? null : Problem.parse(JSON.parse(json));
}

function thumbnailOf(mediaId: string | null): string | null {
  return mediaId === null ? null : `app-media://media/${mediaId}/thumbnail`;
}
