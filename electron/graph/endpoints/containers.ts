import { z } from "zod";
import type { Access } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient, Params } from "../client.ts";
import { findBySubcode } from "../errors.ts";
import { PlatformId } from "../reply.ts";

/** Where a tag stands; without a place where the format takes none. */
type Placed<T> = T & { readonly x?: number; readonly y?: number };

/**
 * All that a container is made of (IG User Media and Content Publishing, 2026-10-04). Which of it goes with which format is for
 * the caller to know. Undefined is not sent.
 */
export type NewContainer = {
  /** Left out for a picture, in a carousel too. `VIDEO` is a carousel's video alone: a single one is a reel. */
  readonly mediaType?: "CAROUSEL" | "REELS" | "STORIES" | "VIDEO" | undefined;
  /** Public and reachable while the call lasts: Instagram fetches it (Content Publishing). */
  readonly imageUrl?: string | undefined;
  readonly videoUrl?: string | undefined;
  /** The video's bytes are sent afterwards, to `uploadUri`. */
  readonly isResumable?: boolean | undefined;
  readonly isCarouselItem?: boolean | undefined;
  /** Containers of the carousel's items, in order. */
  readonly children?: readonly string[] | undefined;
  readonly caption?: string | undefined;
  readonly altText?: string | undefined;
  readonly locationId?: string | undefined;
  readonly userTags?: readonly Placed<{ readonly username: string }>[] | undefined;
  readonly productTags?: readonly Placed<{ readonly product_id: string }>[] | undefined;
  readonly collaborators?: readonly string[] | undefined;
  readonly isPaidPartnership?: boolean | undefined;
  readonly sponsorIds?: readonly string[] | undefined;
  readonly isAiGenerated?: boolean | undefined;
  readonly coverUrl?: string | undefined;
  readonly thumbOffsetMs?: number | undefined;
  readonly shareToFeed?: boolean | undefined;
  readonly audioName?: string | undefined;
  readonly trial?: "MANUAL" | "SS_PERFORMANCE" | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** The same as Instagram spells it: lists as JSON but for the children. */
export function paramsOf(content: NewContainer): Params {
  return {
    media_type: content.mediaType,
    image_url: content.imageUrl,
    video_url: content.videoUrl,
    upload_type: content.isResumable ? "resumable" : undefined,
    is_carousel_item: flag(content.isCarouselItem),
    children: content.children?.join(","),
    caption: content.caption || undefined,
    alt_text: content.altText || undefined,
    location_id: content.locationId,
    user_tags: list(content.userTags),
    product_tags: list(content.productTags),
    collaborators: list(content.collaborators),
    is_paid_partnership: flag(content.isPaidPartnership),
    branded_content_sponsor_ids: list(content.sponsorIds),
    is_ai_generated: flag(content.isAiGenerated),
    cover_url: content.coverUrl,
    thumb_offset: content.thumbOffsetMs?.toString(),
    share_to_feed: content.shareToFeed?.toString(),
    audio_name: content.audioName,
    trial_params: content.trial && JSON.stringify({ graduation_strategy: content.trial }),
  };
}

/** Off is what not saying it means, but for `share_to_feed`. */
function flag(isOn: boolean | undefined): string | undefined {
  return isOn ? "true" : undefined;
}

function list(items: readonly unknown[] | undefined): string | undefined {
  return items === undefined || items.length === 0 ? undefined : JSON.stringify(items);
}

export type MadeContainer = {
  readonly containerId: string;
  /** Where the bytes of a resumable video go; null for all others. */
  readonly uploadUri: string | null;
  readonly serverAt: number | null;
};

/** Makes a container. Harmless to repeat: it is invisible and lives 24 hours. @throws GraphFailure */
export async function createContainer(
  graph: GraphClient,
  access: Access,
  content: NewContainer,
): Promise<MadeContainer> {
  const { reply, serverAt } = await graph.post(access, {
    path: `/${pathPart(access.platformUserId)}/media`,
    params: paramsOf(content),
    schema: z.object({ id: PlatformId, uri: z.string().optional() }),
    signal: content.signal,
  });
  return { containerId: reply.id, uploadUri: reply.uri ?? null, serverAt };
}

const STATUS = ["IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"] as const;
export type ContainerStatus = (typeof STATUS)[number];
export type Container = {
  readonly status: ContainerStatus;
  /** The platform's sentence. */
  readonly detail: string;
  /** From that sentence: on `ERROR` it carries one such as 2207082. */
  readonly subcode: number | null;
  /** What that code means, in her words, and whether the post must change before another try can succeed. */
  readonly trouble: {
    readonly what: string;
    readonly todo: string;
    readonly isHers: boolean;
    /** How many containers more are worth making, and what is left to do after those; null: the publisher's own measure. */
    readonly tries: number | null;
    readonly lastTodo: string;
  } | null;
  readonly serverAt: number | null;
};

/** How a container stands (IG Container reference). @throws GraphFailure */
export async function readContainer(
  graph: GraphClient,
  access: Access,
  containerId: string,
): Promise<Container> {
  const { reply, serverAt } = await graph.get(access, {
    path: `/${pathPart(containerId)}`,
    params: { fields: "status_code,status" },
    schema: z.object({ status_code: z.enum(STATUS), status: z.string().optional() }),
  });
  const detail = (reply.status ?? "").slice(0, 1000);
  const subcode = /\b22\d{5}\b/.exec(detail)?.[0];
  const trouble = subcode === undefined ? null : troubleOf(Number(subcode));
  if (subcode !== undefined && trouble === null) graph.countUnknown(subcode);
  return {
    status: reply.status_code,
    detail,
    subcode: subcode === undefined ? null : Number(subcode),
    trouble,
    serverAt,
  };
}

function troubleOf(subcode: number): Container["trouble"] {
  const row = findBySubcode(subcode);
  if (!row) return null;
  const { what, todo, action, tries = null, inVain } = row;
  return { what, todo, isHers: action === "fix-content", tries, lastTodo: inVain?.todo ?? todo };
}
