import type { Media } from "../../../shared/contract/media.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive, type Live } from "../../lib/use-live.ts";

const PAGE = 120;

/** What of the library is shown. */
export type LibraryQuery = {
  readonly search: string;
  readonly only: "all" | "unused" | "used";
  readonly kind: "all" | "picture" | "video";
  readonly pages: number;
};
export type LibraryPages = {
  readonly items: readonly Media[];
  readonly total: number;
  readonly hasMore: boolean;
};

/** The first `pages` pages of the library, read again when one of them or its use changes. */
export function useLibrary(query: LibraryQuery): Live<LibraryPages> {
  return useLive(readPages, query, ["media.changed", "posts.changed"]);
}

async function readPages(query: LibraryQuery): Promise<LibraryPages> {
  const items: Media[] = [];
  let cursor: string | null = null;
  let total = 0;
  for (let page = 0; page < query.pages; page++) {
    const read = await ipc.media.list({
      limit: PAGE,
      ...(query.search !== "" && { search: query.search }),
      ...(query.only !== "all" && { only: query.only }),
      ...(query.kind !== "all" && { kind: query.kind }),
      ...(cursor !== null && { cursor }),
    });
    items.push(...read.items);
    total = read.total;
    cursor = read.nextCursor;
    if (cursor === null) break;
  }
  return { items, total, hasMore: cursor !== null };
}
