import { randomInt } from "node:crypto";
import { acceptPicture } from "../check-picture.ts";
import { checkAltText, checkCaption } from "../check-words.ts";
import type { Params } from "../exchange.ts";
import { fetchPicture } from "../fetch-picture.ts";
import { pickFields } from "../fields.ts";
import { PLATFORM } from "../limits.ts";
import { sha256 } from "../pictures.ts";
import { badParameter, missingObject, Problem, spentQuota } from "../problem.ts";
import { isVisible, type Call, type Practice } from "../practice.ts";
import type { Container } from "../store.ts";

type Words = {
  readonly caption: string | null;
  readonly altText: string | null;
  readonly isAiGenerated: boolean;
};

/** `POST /{ig-user-id}/media`: checks the words, fetches the picture itself, makes a container. Single pictures only. */
export async function createContainer(practice: Practice, call: Call): Promise<object> {
  const { account, params } = call;
  refuseOtherKinds(params);
  const imageUrl = params.get("image_url");
  if (imageUrl === undefined || imageUrl === "")
    throw badParameter("The parameter image_url is required");
  const words = readWords(params);
  refuseWhenMany(practice, account.platformUserId);
  const bytes = await practice.faults.aroundFetch(() =>
    fetchPicture(imageUrl, practice.behaviour.fetchTimeoutMs),
  );
  const { picture, isDecodable } = await acceptPicture(bytes, practice.pictures);
  const at = practice.now();
  const containerId = practice.store.newId("179");
  practice.store.record({
    kind: "container",
    at,
    containerId,
    platformUserId: account.platformUserId,
    ...words,
    sha256: sha256(bytes),
    picture,
    readyAt: at + (call.processing.ms ?? processingMs(practice)),
    // Seen in the wild in a container's status (postiz): "media upload failed".
    failure: call.processing.failure ?? (isDecodable ? null : 2207082),
  });
  return { id: containerId };
}

function refuseOtherKinds(params: Params): void {
  const kind = params.get("media_type") ?? "IMAGE";
  const isOther = ["video_url", "children", "upload_type"].some((name) => params.has(name));
  if (kind === "IMAGE" && !isOther && params.get("is_carousel_item") !== "true") return;
  throw new Problem({
    code: 100,
    subcode: 2207023,
    message: `(#100) Unknown media type ${kind}`,
    forPeople: ["Unknown media type", "The practice Instagram takes single pictures only."],
  });
}

function readWords(params: Params): Words {
  const caption = params.get("caption") ?? "";
  const altText = params.get("alt_text") ?? "";
  checkCaption(caption);
  checkAltText(altText);
  const isAiGenerated = params.get("is_ai_generated") ?? "false";
  if (!/^(true|false|0|1)$/i.test(isAiGenerated))
    throw badParameter("Param is_ai_generated must be a boolean");
  return {
    caption: caption === "" ? null : caption,
    altText: altText === "" ? null : altText,
    isAiGenerated: /^(true|1)$/i.test(isAiGenerated),
  };
}

function refuseWhenMany({ store, now }: Practice, platformUserId: string): void {
  const since = now() - PLATFORM.quotaWindowMs;
  // The number is documented (400 in a rolling 24 hours), the error for passing it is not: the nearest one.
  if (store.containersSince(platformUserId, since).length >= PLATFORM.containersPerDay)
    throw spentQuota("Too many media containers were created in the last 24 hours");
}

function processingMs({ behaviour }: Practice): number {
  const { processingMs } = behaviour;
  if (typeof processingMs === "number") return processingMs;
  return randomInt(processingMs.min, processingMs.max + 1);
}

export type ContainerStatus = "IN_PROGRESS" | "FINISHED" | "PUBLISHED" | "ERROR" | "EXPIRED";

/** A container's state by comparing times, as of `at`. */
export function statusOf(container: Container, at: number): ContainerStatus {
  if (container.publishedAt !== null && container.publishedAt <= at) return "PUBLISHED";
  if (at >= container.at + PLATFORM.containerLifeMs) return "EXPIRED";
  if (at < container.readyAt) return "IN_PROGRESS";
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
export function readContainer(practice: Practice, call: Call): object {
  const container = practice.store.container(call.objectId);
  const isSeen = container && isVisible(practice, call, container.at);
  if (!isSeen || container.platformUserId !== call.account.platformUserId)
    throw missingObject(call.objectId);
  const at = practice.now() - call.lagMs;
  const status = statusOf(container, at);
  const node = {
    id: container.containerId,
    status_code: status,
    status: status === "ERROR" ? `${SENTENCES.ERROR} ${container.failure}` : SENTENCES[status],
    copyright_check_status: undefined,
  };
  return pickFields(node, call.params.get("fields"), "id");
}
