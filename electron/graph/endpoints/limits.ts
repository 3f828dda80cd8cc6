import { z } from "zod";
import type { Access } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";

/** How many posts the account has published through the API in the rolling window, and how many it may. */
export type PublishingLimit = {
  readonly used: number;
  readonly total: number;
  readonly durationMs: number;
};

const LimitReply = z.object({
  data: z
    .array(
      z.object({
        quota_usage: z.int().nonnegative(),
        config: z.object({
          quota_total: z.int().positive(),
          quota_duration: z.int().positive(),
        }),
      }),
    )
    .min(1),
});

/**
 * Reads the publish quota; never assume it: Meta's pages say 25, 50 and 100 (content_publishing_limit reference). The gate
 * remembers it. @throws GraphFailure
 */
export async function readPublishingLimit(
  graph: GraphClient,
  access: Access,
): Promise<PublishingLimit> {
  const { reply } = await graph.get(access, {
    path: `/${pathPart(access.platformUserId)}/content_publishing_limit`,
    params: { fields: "config,quota_usage" },
    schema: LimitReply,
  });
  const [first] = reply.data;
  if (!first) throw new TypeError("The schema let an empty list through.");
  const limit = {
    used: first.quota_usage,
    total: first.config.quota_total,
    durationMs: first.config.quota_duration * 1000,
  };
  graph.gate.learnQuota(access, limit);
  return limit;
}
