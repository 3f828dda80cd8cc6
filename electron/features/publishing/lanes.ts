import { nextChildStep } from "./children.ts";
import { listContainers } from "./container-queries.ts";
import { parseContent } from "./content.ts";
import { parseEvidence } from "./evidence.ts";
import type { Call } from "./machine.ts";
import { uploadLaneOf } from "./publish-job.ts";
import type { StepDeps } from "./step.ts";
import type { PublicationRow } from "./tables.ts";

/**
 * Where a publication's next step is carried out. An account's posts take turns in its own lane: publishing, and what is asked
 * after it, never happens twice at once. Only a video's bytes, which publish nothing, leave without holding that lane.
 */
export function laneOf(
  deps: Pick<StepDeps, "db" | "ports" | "times">,
  row: PublicationRow,
  call: Call,
): string {
  return isSendingVideo(deps, row, call) ? uploadLaneOf(row.accountId) : row.accountId;
}

function isSendingVideo(
  { db, ports, times }: Pick<StepDeps, "db" | "ports" | "times">,
  row: PublicationRow,
  call: Call,
): boolean {
  const { uploadUri, isUploadRefused } = parseEvidence(row.evidence);
  if (call === "poll-container") return uploadUri !== null;
  if (call !== "create-container") return false;
  const { format, media } = parseContent(row.content);
  if (format !== "carousel") return isUploadRefused && media[0]?.kind === "video";
  const clock = { now: ports.clock.now(), lifeMs: times.containerLifeMs };
  const step = nextChildStep(media, listContainers(db, row.id), clock);
  if (step.kind === "upload") return true;
  // Where uploads are refused, the media host takes the video in.
  return step.kind === "make" && isUploadRefused && media[step.position]?.kind === "video";
}
