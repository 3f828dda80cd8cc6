import type { Media } from "../../../shared/contract/media.ts";
import { ipc } from "../../lib/ipc.ts";
import { AppError } from "../../../shared/result.ts";
import { useLive } from "../../lib/use-live.ts";

/** The pictures of one post. One that is missing after the read is no longer in the library. */
export type Library = { readonly byId: ReadonlyMap<string, Media>; readonly isRead: boolean };

/** Reads the pictures of a post by id, and again when one changes. */
export function useMediaOf(mediaIds: readonly string[]): Library {
  const live = useLive(readMediaOf, { ids: mediaIds }, ["media.changed"]);
  return {
    byId: new Map((live.value ?? []).map((media) => [media.id, media])),
    isRead: live.value !== undefined && !live.isStale,
  };
}

async function readMediaOf(input: { readonly ids: readonly string[] }): Promise<readonly Media[]> {
  const found = await Promise.all(input.ids.map((id) => readOne(id)));
  return found.filter((media) => media !== null);
}

async function readOne(id: string): Promise<Media | null> {
  try {
    return await ipc.media.get({ id });
  } catch (cause) {
    if (cause instanceof AppError && cause.code === "not-found") return null; // shown in its place
    throw cause;
  }
}
