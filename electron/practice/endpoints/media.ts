import type { Params } from "../exchange.ts";
import { pickFields } from "../fields.ts";
import { PLATFORM } from "../limits.ts";
import { childNode, mediaNode } from "../media-node.ts";
import type { Media } from "../media-store.ts";
import { pageOf } from "../paging.ts";
import { badParameter, missingObject } from "../problem.ts";
import { isVisible, type Call, type Practice } from "../practice.ts";

const PAGE = { usual: PLATFORM.pageSize, most: PLATFORM.pageSizeMax };

/** The post or story in the path, when it is the caller's and the read does not lag. @throws Problem 100/33 */
export function mediaOf(practice: Practice, call: Call): Media {
  const media = practice.store.media.find(call.objectId);
  const isSeen = media && isVisible(practice, call, media.at);
  if (!isSeen || media.platformUserId !== call.account.platformUserId)
    throw missingObject(call.objectId);
  return media;
}

/** `GET /{media-id}`, a carousel's part too. */
export function readMedia(practice: Practice, call: Call): object {
  const fields = call.params.get("fields");
  const part = practice.store.media.findChild(call.objectId);
  const isOwnPart = part?.parent.platformUserId === call.account.platformUserId;
  if (part && isOwnPart && isVisible(practice, call, part.parent.at))
    return pickFields(childNode(practice, part), fields, "id");
  return pickFields(mediaNode(practice, mediaOf(practice, call), call.lagMs), fields, "id");
}

/** `GET /{media-id}/children`. */
export function listChildren(practice: Practice, call: Call): object {
  const parent = mediaOf(practice, call);
  const fields = call.params.get("fields");
  const nodes = parent.children.map((child) => childNode(practice, { parent, child }));
  return { data: nodes.map((node) => pickFields(node, fields, "id")) };
}

/** `GET /{ig-user-id}/media`: newest first, by cursor or by time. No stories. */
export function listMedia(practice: Practice, call: Call): object {
  const { params, account } = call;
  const items = practice.store.media
    .listOf(account.platformUserId)
    .filter((media) => isVisible(practice, call, media.at))
    .filter(inTime(params));
  return list(practice, call, items);
}

/** `GET /{ig-user-id}/stories`: those of the last 24 hours. */
export function listStories(practice: Practice, call: Call): object {
  const items = practice.store.media
    .storiesOf(call.account.platformUserId, practice.now())
    .filter((media) => isVisible(practice, call, media.at));
  return list(practice, call, items);
}

function list(practice: Practice, call: Call, items: readonly Media[]): object {
  return pageOf(practice, call, {
    items,
    idOf: (media) => media.mediaId,
    node: (media) =>
      pickFields(mediaNode(practice, media, call.lagMs), call.params.get("fields"), "id"),
    pageSize: PAGE,
  });
}

function inTime(params: Params): (media: Media) => boolean {
  const since = readUnix(params, "since") ?? 0;
  const until = readUnix(params, "until") ?? Infinity;
  return (media) => media.at >= since * 1000 && media.at < (until + 1) * 1000;
}

/** @throws Problem 100 */
export function readUnix(params: Params, name: string): number | undefined {
  const text = params.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,12}$/.test(text)) throw badParameter(`Param ${name} must be a Unix time`);
  return Number(text);
}
