import type { Params } from "../exchange.ts";
import { pickFields } from "../fields.ts";
import { PLATFORM } from "../limits.ts";
import { badParameter, missingObject } from "../problem.ts";
import { isVisible, type Call, type Practice } from "../practice.ts";
import type { Media } from "../store.ts";

/** `GET /{media-id}`. */
export function readMedia(practice: Practice, call: Call): object {
  const media = practice.store.mediaById(call.objectId);
  const isSeen = media && isVisible(practice, call, media.at);
  if (!isSeen || media.platformUserId !== call.account.platformUserId)
    throw missingObject(call.objectId);
  return pickFields(mediaNode(practice, media), call.params.get("fields"), "id");
}

/** `GET /{ig-user-id}/media`: newest first, by cursor or by time. */
export function listMedia(practice: Practice, call: Call): object {
  const { params } = call;
  const limit = readLimit(params);
  const seen = practice.store
    .mediaOf(call.account.platformUserId)
    .filter((media) => isVisible(practice, call, media.at))
    .filter(inTime(params));
  const { page, hasPrevious, hasNext } = cutPage(seen, params, limit);
  const first = page[0];
  const last = page.at(-1);
  const nodes = page.map((media) =>
    pickFields(mediaNode(practice, media), params.get("fields"), "id"),
  );
  if (!first || !last) return { data: nodes };
  const before = cursorOf(first);
  const after = cursorOf(last);
  return {
    data: nodes,
    paging: {
      cursors: { before, after },
      ...(hasNext ? { next: pageLink(practice, call, { after }) } : {}),
      ...(hasPrevious ? { previous: pageLink(practice, call, { before }) } : {}),
    },
  };
}

function mediaNode({ store, origin }: Practice, media: Media): Readonly<Record<string, unknown>> {
  const account = store.account(media.platformUserId);
  return {
    id: media.mediaId,
    caption: media.caption ?? undefined,
    alt_text: media.altText ?? undefined,
    media_type: "IMAGE",
    media_product_type: "FEED",
    media_url: `${origin()}/pictures/${media.picture.file}`,
    // Of videos only.
    thumbnail_url: undefined,
    // Of carousels only.
    children: undefined,
    media_audio_type: undefined,
    permalink: `${origin()}/p/${media.shortcode}/`,
    shortcode: media.shortcode,
    timestamp: new Date(media.at).toISOString().replace(/\.\d{3}Z$/, "+0000"),
    username: account?.username,
    owner: { id: media.platformUserId },
    like_count: 0,
    comments_count: 0,
    is_comment_enabled: true,
    is_shared_to_feed: undefined,
    is_ai_generated: media.isAiGenerated,
  };
}

function readLimit(params: Params): number {
  const limit = Number(params.get("limit") ?? PLATFORM.pageSize);
  if (!Number.isInteger(limit) || limit < 1) throw badParameter("Param limit must be a number");
  return Math.min(limit, PLATFORM.pageSizeMax);
}

function inTime(params: Params): (media: Media) => boolean {
  const since = readUnix(params, "since") ?? 0;
  const until = readUnix(params, "until") ?? Infinity;
  return (media) => media.at >= since * 1000 && media.at < (until + 1) * 1000;
}

function readUnix(params: Params, name: string): number | undefined {
  const text = params.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,12}$/.test(text)) throw badParameter(`Param ${name} must be a Unix time`);
  return Number(text);
}

type Page = {
  readonly page: readonly Media[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
};

function cutPage(media: readonly Media[], params: Params, limit: number): Page {
  const after = params.get("after");
  const before = params.get("before");
  if (after !== undefined && before !== undefined)
    throw badParameter("Cannot specify both before and after");
  const sought = after ?? before;
  const place = sought === undefined ? -1 : media.findIndex((item) => cursorOf(item) === sought);
  if (sought !== undefined && place < 0) throw badParameter("Invalid cursors values");
  const end = before === undefined ? Math.min(place + 1 + limit, media.length) : place;
  const start = before === undefined ? place + 1 : Math.max(0, place - limit);
  return { page: media.slice(start, end), hasPrevious: start > 0, hasNext: end < media.length };
}

/** Opaque, and bound to its post: posts made meanwhile do not move it. */
function cursorOf(media: Media): string {
  return Buffer.from(`practice:${media.mediaId}`).toString("base64url");
}

function pageLink({ origin }: Practice, call: Call, cursor: Record<string, string>): string {
  const link = new URL(call.path, origin());
  for (const [name, value] of call.params)
    if (!["after", "before", "access_token"].includes(name)) link.searchParams.set(name, value);
  if (call.isTokenInUrl) link.searchParams.set("access_token", call.token);
  for (const [name, value] of Object.entries(cursor)) link.searchParams.set(name, value);
  return link.href;
}
