import { z } from "zod";
import type { Access } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { pageOf, PlatformId } from "../reply.ts";

export type PlatformPost = {
  readonly igMediaId: string;
  /** Empty also when the platform leaves it out: see `isCaptionTold`. */
  readonly caption: string;
  /**
   * False: the reply had no caption. The post has none, or the API does not tell (IG Media marks the field for Facebook Login
   * only). Who compares captions must not take it for a proof of difference.
   */
  readonly isCaptionTold: boolean;
  /** Epoch ms UTC, by the platform's clock, to the second. */
  readonly postedAt: number;
  /** `IMAGE`, `VIDEO`, `CAROUSEL_ALBUM`. */
  readonly mediaType: string;
  /** `FEED`, `REELS`, `STORY`; empty when the platform does not tell (open item: this field on graph.instagram.com). */
  readonly productType: string;
  /** How many items a carousel has; null for all others, and when it is not told. */
  readonly childCount: number | null;
  readonly permalink: string | null;
  /** On the platform's own servers, for a while; left out for flagged posts. A video's is its still. */
  readonly mediaUrl: string | null;
};

const FIELDS =
  "id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp,children{id}";
const PostReply = z.object({
  id: PlatformId,
  caption: z.string().optional(),
  media_type: z.string().catch(""),
  media_product_type: z.string().catch(""),
  children: z
    .object({ data: z.array(z.unknown()) })
    .optional()
    .catch(undefined),
  media_url: z.string().optional().catch(undefined),
  thumbnail_url: z.string().optional().catch(undefined),
  permalink: z.string().optional().catch(undefined),
  /** `2026-10-08T12:00:00+0000`, which is ISO 8601 but for the colon Date.parse wants. */
  timestamp: z
    .string()
    .transform((text) => Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2")))
    .refine((at) => !Number.isNaN(at), "a time such as 2026-10-08T12:00:00+0000"),
});

export type MediaPage = {
  /** Newest first. */
  readonly items: readonly PlatformPost[];
  /** For the next page; null when there is none, or when all further posts are older than `sinceAt`. */
  readonly nextAfter: string | null;
  readonly serverAt: number | null;
};

export type PageWanted = {
  readonly sinceAt?: number | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
};

/**
 * The account's posts, newest first, none older than `sinceAt` (IG User Media: cursor paging). Stories are not among them.
 *
 * @throws GraphFailure
 */
export function listMedia(
  graph: GraphClient,
  access: Access,
  page: PageWanted,
): Promise<MediaPage> {
  return list(graph, access, { edge: "media", page });
}

/** The stories of the last 24 hours (IG User Stories). @throws GraphFailure */
export function listStories(
  graph: GraphClient,
  access: Access,
  page: PageWanted,
): Promise<MediaPage> {
  return list(graph, access, { edge: "stories", page });
}

async function list(
  graph: GraphClient,
  access: Access,
  { edge, page }: { readonly edge: "media" | "stories"; readonly page: PageWanted },
): Promise<MediaPage> {
  const { reply, serverAt } = await graph.get(access, {
    path: `/${pathPart(access.platformUserId)}/${edge}`,
    params: { fields: FIELDS, limit: String(page.limit), after: page.after },
    schema: pageOf(PostReply),
  });
  const sinceAt = page.sinceAt ?? 0;
  const posts = reply.data.map(asPost);
  const isPast = posts.some((post) => post.postedAt < sinceAt);
  const after = reply.paging?.next === undefined ? undefined : reply.paging.cursors?.after;
  return {
    items: posts.filter((post) => post.postedAt >= sinceAt),
    nextAfter: isPast ? null : (after ?? null),
    serverAt,
  };
}

/** One post; right after publishing it may fail for a while although the post is out. @throws GraphFailure */
export async function readMedia(
  graph: GraphClient,
  access: Access,
  igMediaId: string,
): Promise<PlatformPost & { readonly serverAt: number | null }> {
  const { reply, serverAt } = await graph.get(access, {
    path: `/${pathPart(igMediaId)}`,
    params: { fields: FIELDS },
    schema: PostReply,
  });
  return { ...asPost(reply), serverAt };
}

function asPost(reply: z.infer<typeof PostReply>): PlatformPost {
  return {
    igMediaId: reply.id,
    caption: reply.caption ?? "",
    isCaptionTold: reply.caption !== undefined,
    postedAt: reply.timestamp,
    mediaType: reply.media_type,
    productType: reply.media_product_type,
    childCount: reply.children?.data.length ?? null,
    permalink: reply.permalink ?? null,
    mediaUrl: reply.thumbnail_url ?? reply.media_url ?? null,
  };
}
