import type { EntryOf, Picture } from "../ledger.ts";
import { PLATFORM } from "../limits.ts";
import type { MediaChild } from "../media-store.ts";
import { badParameter, goneContainer, missingObject, notReady, spentQuota } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";
import type { Container } from "../store.ts";
import { statusOf } from "./container-status.ts";

/** `POST /{ig-user-id}/media_publish?creation_id=`. Not idempotent on the platform; here as `behaviour.secondPublish` says. */
export async function publishContainer(practice: Practice, call: Call): Promise<object> {
  const { store, now } = practice;
  const creationId = call.params.get("creation_id");
  if (creationId === undefined || creationId === "")
    throw badParameter("The parameter creation_id is required");
  await practice.arrivals.settle(creationId);
  const container = store.container(creationId);
  if (!container || container.platformUserId !== call.account.platformUserId)
    throw missingObject(creationId, "POST");
  refuseUnready(practice, container);
  if (quotaUsed(practice, call.account.platformUserId) >= practice.behaviour.quotaTotal)
    throw spentQuota();
  const mediaId = store.newId("180");
  store.record({
    kind: "publish",
    at: now(),
    mediaId,
    shortcode: store.newShortcode(),
    ...postOf(practice, container),
  });
  return { id: mediaId };
}

function postOf(
  { store }: Practice,
  container: Container,
): Omit<EntryOf<"publish">, "kind" | "at" | "mediaId" | "shortcode"> {
  const { containerId, platformUserId, format, caption, altText, isAiGenerated } = container;
  const { received, sha256, picture, video } = container;
  // What is FINISHED has its picture: only a container without one would be refused here.
  if (!picture) throw notReady();
  const post = { containerId, platformUserId, format, caption, altText, isAiGenerated };
  const children = container.childIds.flatMap((id) => {
    const child = store.container(id);
    return child?.picture ? [childOf(store.newId("180"), child, child.picture)] : [];
  });
  return { ...post, received, sha256, picture, video, children };
}

function childOf(mediaId: string, child: Container, picture: Picture): MediaChild {
  const { containerId, altText, received, sha256, video } = child;
  return { mediaId, containerId, altText, received, sha256, picture, video };
}

function refuseUnready({ now, behaviour }: Practice, container: Container): void {
  // A part of a carousel goes out with its parent only.
  if (container.format === "child") throw badParameter("A carousel item cannot be published");
  const status = statusOf(container, now());
  if (status === "FINISHED") return;
  if (status === "PUBLISHED" && behaviour.secondPublish === "publish-again") return;
  if (status === "PUBLISHED" || status === "EXPIRED") throw goneContainer();
  throw notReady();
}

/** Posts made through the API in the rolling day; those made on the phone do not count. */
function quotaUsed({ store, now }: Practice, platformUserId: string, sinceAt?: number): number {
  return store.media.publishedSince(platformUserId, sinceAt ?? now() - PLATFORM.quotaWindowMs);
}

/** `GET /{ig-user-id}/content_publishing_limit?fields=config,quota_usage`. */
export function readPublishingLimit(practice: Practice, call: Call): object {
  const fields = (call.params.get("fields") ?? "quota_usage").split(",").map((name) => name.trim());
  const unknown = fields.find((name) => name !== "config" && name !== "quota_usage");
  if (unknown !== undefined) throw badParameter(`Tried accessing nonexisting field (${unknown})`);
  const since = readSince(practice, call.params.get("since"));
  const used = quotaUsed(practice, call.account.platformUserId, since);
  const config = {
    quota_total: practice.behaviour.quotaTotal,
    quota_duration: PLATFORM.quotaWindowMs / 1000,
  };
  const isAsked = (name: string): boolean => fields.includes(name);
  return {
    data: [
      {
        ...(isAsked("quota_usage") ? { quota_usage: used } : {}),
        ...(isAsked("config") ? { config } : {}),
      },
    ],
  };
}

function readSince({ now }: Practice, since: string | undefined): number | undefined {
  if (since === undefined) return undefined;
  const at = Number(since) * 1000;
  if (!/^\d+$/.test(since) || at < now() - PLATFORM.quotaWindowMs || at > now())
    throw badParameter("Param since must be a Unix time no older than 24 hours");
  return at;
}
