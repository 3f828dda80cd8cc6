import { z } from "zod";
import type { Access, Speaker } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { PlatformId } from "../reply.ts";

export type Me = {
  readonly platformUserId: string;
  readonly username: string;
  readonly name: string;
  /** `BUSINESS`, `MEDIA_CREATOR` or `CREATOR` for a professional account; empty when the platform does not say. */
  readonly accountType: string;
  readonly followersCount: number | null;
  readonly mediaCount: number | null;
};

const MeReply = z.object({
  /** `id` beside it is scoped to the app; this one is used in paths (Get Started, Instagram Login). */
  user_id: PlatformId,
  username: z.string().min(1).max(200),
  name: z.string().max(500).optional(),
  account_type: z.string().max(100).optional(),
  followers_count: z.int().optional(),
  media_count: z.int().optional(),
});

/** Whose token it is (`/me`, Business Login for Instagram, 2026-10-04). @throws GraphFailure */
export async function readMe(
  graph: GraphClient,
  speaker: Speaker,
  signal?: AbortSignal,
): Promise<Me> {
  const { reply } = await graph.get(speaker, {
    path: "/me",
    params: { fields: "id,user_id,username,name,account_type,followers_count,media_count" },
    schema: MeReply,
    signal,
  });
  return {
    platformUserId: reply.user_id,
    username: reply.username,
    name: reply.name ?? "",
    accountType: reply.account_type ?? "",
    followersCount: reply.followers_count ?? null,
    mediaCount: reply.media_count ?? null,
  };
}

const UserReply = MeReply.omit({ user_id: true }).extend({ id: PlatformId });

/**
 * The Instagram account behind a Page's token, where `/me` would be the Page (Instagram API with Facebook Login, IG User).
 * Its type is not told; only professional accounts can be linked to a Page. @throws GraphFailure
 */
export async function readInstagramUser(
  graph: GraphClient,
  access: Access,
  signal?: AbortSignal,
): Promise<Me> {
  const { reply } = await graph.get(access, {
    path: `/${pathPart(access.platformUserId)}`,
    params: { fields: "id,username,name,followers_count,media_count" },
    schema: UserReply,
    signal,
  });
  return {
    platformUserId: reply.id,
    username: reply.username,
    name: reply.name ?? "",
    accountType: "",
    followersCount: reply.followers_count ?? null,
    mediaCount: reply.media_count ?? null,
  };
}
