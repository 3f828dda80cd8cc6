import { z } from "zod";
import { Secret } from "../../lib/secret.ts";
import type { Speaker } from "../access.ts";
import type { GraphClient } from "../client.ts";

export type FreshToken = {
  readonly token: Secret;
  /** Epoch ms UTC. */
  readonly expiresAt: number;
};

const TokenReply = z.object({
  access_token: z.string().min(1).max(4000),
  expires_in: z.number().positive(),
});

/**
 * A fresh token for one at least 24 hours old and not expired; it lives 60 days from now and needs no app secret
 * (`/refresh_access_token` reference, Business Login). @throws GraphFailure; an empty reply is one too.
 */
export async function refreshToken(
  graph: GraphClient,
  speaker: Speaker,
  signal?: AbortSignal,
): Promise<FreshToken> {
  const { reply } = await graph.get(speaker, {
    path: "/refresh_access_token",
    params: { grant_type: "ig_refresh_token" },
    schema: TokenReply,
    signal,
    isTokenCall: true,
  });
  return {
    token: new Secret(reply.access_token),
    expiresAt: Math.round(graph.now() + reply.expires_in * 1000),
  };
}
