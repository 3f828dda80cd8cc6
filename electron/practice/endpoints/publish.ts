import { PLATFORM } from "../limits.ts";
import { badParameter, goneContainer, missingObject, notReady, spentQuota } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";
import type { Container } from "../store.ts";
import { statusOf } from "./containers.ts";

/** `POST /{ig-user-id}/media_publish?creation_id=`. Not idempotent on the platform; here as `behaviour.secondPublish` says. */
export function publishContainer(practice: Practice, call: Call): object {
  const { store, now } = practice;
  const creationId = call.params.get("creation_id");
  if (creationId === undefined || creationId === "")
    throw badParameter("The parameter creation_id is required");
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
    containerId: container.containerId,
    mediaId,
    platformUserId: container.platformUserId,
    shortcode: store.newShortcode(),
    caption: container.caption,
    altText: container.altText,
    isAiGenerated: container.isAiGenerated,
    sha256: container.sha256,
    picture: container.picture,
  });
  return { id: mediaId };
}

function refuseUnready({ now, behaviour }: Practice, container: Container): void {
  const status = statusOf(container, now());
  if (status === "FINISHED") return;
  if (status === "PUBLISHED" && behaviour.secondPublish === "publish-again") return;
  if (status === "PUBLISHED" || status === "EXPIRED") throw goneContainer();
  throw notReady();
}

/** Posts made through the API in the rolling day; those made on the phone do not count. */
function quotaUsed({ store, now }: Practice, platformUserId: string, sinceAt?: number): number {
  const since = sinceAt ?? now() - PLATFORM.quotaWindowMs;
  return store
    .mediaOf(platformUserId)
    .filter((media) => media.containerId !== null && media.at > since).length;
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
