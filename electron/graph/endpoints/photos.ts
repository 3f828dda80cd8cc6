import { z } from "zod";
import type { Speaker } from "../access.ts";
import { addressOf, pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { GraphFailure } from "../failure.ts";
import { pageOf, PlatformId } from "../reply.ts";

/** Facebook lists at most 100 of them a page; a mark is looked for among so many of the newest. */
const LISTED = 100;
const PAGES = 5;

export type NewPhoto = {
  readonly pageId: string;
  readonly picture: Blob;
  /** Its caption: nobody sees it, and it is found again by it when the answer was lost. */
  readonly mark: string;
};

/**
 * Puts a photo on a Page without publishing it, by the Page's own token with `pages_manage_posts` (Page Photos reference, "Upload
 * a photo"). Not idempotent. Returns the photo's id. @throws GraphFailure
 */
export async function postHiddenPhoto(
  graph: GraphClient,
  speaker: Speaker,
  { pageId, picture, mark }: NewPhoto,
): Promise<string> {
  const { reply } = await graph.post(speaker, {
    path: `/${pathPart(pageId)}/photos`,
    params: { published: "false", caption: mark },
    files: { source: picture },
    schema: z.object({ id: PlatformId }),
  });
  return reply.id;
}

const Photo = z.object({
  images: z.array(z.object({ width: z.number(), source: z.string().max(4000) })).min(1),
});

/** Where the largest picture of a photo stands, for anybody who knows the address (FairPost uses it so). @throws GraphFailure */
export async function readPhotoAddress(
  graph: GraphClient,
  speaker: Speaker,
  photoId: string,
): Promise<string> {
  const { reply } = await graph.get(speaker, {
    path: `/${pathPart(photoId)}`,
    params: { fields: "images" },
    schema: Photo,
  });
  const [largest] = reply.images.toSorted((a, b) => b.width - a.width);
  return publicAddress(speaker, largest?.source ?? "");
}

/** Also done when there is none of that id. @throws GraphFailure */
export async function deletePhoto(
  graph: GraphClient,
  speaker: Speaker,
  photoId: string,
): Promise<void> {
  try {
    await graph.delete(speaker, {
      path: `/${pathPart(photoId)}`,
      params: {},
      schema: z.object({ success: z.literal(true) }),
    });
  } catch (error) {
    // 100/33: "does not exist, or missing permissions", and it was ours to remove when it was put there.
    const isGone = error instanceof GraphFailure && error.code === 100 && error.subcode === 33;
    if (!isGone) throw error;
  }
}

/**
 * Looks for a photo by its mark among those the Page has uploaded (Page Photos reference, `type=uploaded`). Whether one that is
 * not published is listed there is not documented: not to find it proves nothing. @throws GraphFailure
 */
export async function findPhoto(
  graph: GraphClient,
  speaker: Speaker,
  { pageId, mark }: Pick<NewPhoto, "pageId" | "mark">,
): Promise<string | undefined> {
  let after: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { reply } = await graph.get(speaker, {
      path: `/${pathPart(pageId)}/photos`,
      params: { type: "uploaded", fields: "id,name", limit: String(LISTED), after },
      schema: pageOf(z.object({ id: PlatformId, name: z.string().catch("") })),
    });
    const found = reply.data.find(({ name }) => name === mark);
    if (found) return found.id;
    after = reply.paging?.next === undefined ? undefined : reply.paging.cursors?.after;
    if (after === undefined) return undefined;
  }
  return undefined;
}

/** It goes into a container's request: an address of the web, or of this computer where the account's own host is here. */
function publicAddress(speaker: Speaker, text: string): string {
  const own = addressOf(speaker.host, "");
  const url = URL.parse(text);
  const isHere = url?.protocol === own.protocol && url.hostname === own.hostname;
  if (url && (url.protocol === "https:" || isHere)) return url.href;
  throw new GraphFailure({
    kind: "rejected",
    action: "report",
    what: "Facebook named an address for the picture that is none.",
    todo: "Choose the media host for this account in Settings.",
  });
}
