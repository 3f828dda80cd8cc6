import { AppError } from "../../../shared/result.ts";
import type { Speaker } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import { readMe } from "../../graph/endpoints/accounts.ts";
import { refreshToken, type FreshToken } from "../../graph/endpoints/tokens.ts";
import { GraphFailure } from "../../graph/failure.ts";

/**
 * A fresh token for the account, proved good: the platform says whose it is before it takes the place of one that works.
 *
 * @throws GraphFailure for a token that is dead; AppError `conflict` for a refresh refused while the old one still works.
 */
export async function renewToken(
  graph: GraphClient,
  access: Speaker & { readonly platformUserId: string },
  signal?: AbortSignal,
): Promise<FreshToken> {
  const fresh = await refreshOrExplain(graph, access, signal);
  if ((await ownerOf(graph, { ...access, token: fresh.token }, signal)) === access.platformUserId)
    return fresh;
  throw new AppError(
    "rejected-by-platform",
    "Instagram renewed the token, but does not know the new one as this account's. The one in use was kept.",
  );
}

/** Whose the new token is; null when it is refused, which says nothing of the one in use. */
async function ownerOf(graph: GraphClient, speaker: Speaker, signal: AbortSignal | undefined) {
  try {
    return (await readMe(graph, speaker, signal)).platformUserId;
  } catch (error) {
    if (error instanceof GraphFailure && error.kind === "auth") return null;
    throw error;
  }
}

async function refreshOrExplain(
  graph: GraphClient,
  speaker: Speaker,
  signal: AbortSignal | undefined,
): Promise<FreshToken> {
  try {
    return await refreshToken(graph, speaker, signal);
  } catch (error) {
    if (!(error instanceof GraphFailure) || error.kind !== "auth") throw error;
    // A refused refresh alone proves nothing: a token younger than a day is refused too, and still good.
    await readMe(graph, speaker, signal);
    throw new AppError(
      "conflict",
      "Instagram does not refresh this token yet, but it still works. The app tries again by itself.",
      { cause: error },
    );
  }
}
