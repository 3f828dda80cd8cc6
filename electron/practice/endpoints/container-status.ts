import { pickFields } from "../fields.ts";
import { PLATFORM } from "../limits.ts";
import { missingObject } from "../problem.ts";
import { isVisible, type Call, type Practice } from "../practice.ts";
import type { Container } from "../store.ts";

export type ContainerStatus = "IN_PROGRESS" | "FINISHED" | "PUBLISHED" | "ERROR" | "EXPIRED";

/** A container's state by comparing times, as of `at`. */
export function statusOf(container: Container, at: number): ContainerStatus {
  if (container.publishedAt !== null && container.publishedAt <= at) return "PUBLISHED";
  if (at >= container.at + PLATFORM.containerLifeMs) return "EXPIRED";
  if (container.readyAt === null || at < container.readyAt) return "IN_PROGRESS";
  return container.failure === null ? "FINISHED" : "ERROR";
}

const SENTENCES: Readonly<Record<ContainerStatus, string>> = {
  IN_PROGRESS: "In Progress: Media is still being processed.",
  FINISHED: "Finished: Media has been uploaded and it is ready to be published.",
  PUBLISHED: "Published: Media has been published.",
  ERROR: "Error: Media upload has failed with error code",
  EXPIRED: "Expired: The container was not published within 24 hours.",
};

/** `GET /{container}?fields=status_code,status` (IG Container). Does not tell the id of the media it became. */
export async function readContainer(practice: Practice, call: Call): Promise<object> {
  await practice.arrivals.settle(call.objectId);
  const container = practice.store.container(call.objectId);
  const isSeen = container && isVisible(practice, call, container.at);
  if (!isSeen || container.platformUserId !== call.account.platformUserId)
    throw missingObject(call.objectId);
  const status = statusOf(container, practice.now() - call.lagMs);
  const isDone = status === "FINISHED" || status === "PUBLISHED";
  const node = {
    id: container.containerId,
    status_code: status,
    status: status === "ERROR" ? `${SENTENCES.ERROR} ${container.failure}` : SENTENCES[status],
    copyright_check_status:
      container.source === null
        ? undefined
        : { status: isDone ? "completed" : "in_progress", matches_found: false },
  };
  return pickFields(node, call.params.get("fields"), "id");
}
