import { z } from "zod";
import type { Media } from "../../../shared/contract/media.ts";
import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import { toMedia } from "./media-view.ts";
import { countMedia, foldText, listMedia, type MediaPlace } from "./queries.ts";

export type ListInput = {
  readonly search?: string | undefined;
  readonly only?: "unused" | "used" | undefined;
  readonly kind?: "picture" | "video" | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};
export type MediaPage = { items: Media[]; nextCursor: string | null; total: number };

const Place = z.tuple([z.int(), z.string()]);

/** One page of the library. `total` counts all that match, not only this page. */
export function readPage(db: Db, input: ListInput): MediaPage {
  const { only, kind } = input;
  const filter = { search: foldText((input.search ?? "").trim()), only, kind };
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
  const rows = listMedia(db, filter, { after, limit: input.limit + 1 });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const hasMore = rows.length > page.length && last !== undefined;
  return {
    items: page.map(toMedia),
    nextCursor: hasMore ? writeCursor(last) : null,
    total: countMedia(db, filter),
  };
}

function writeCursor({ importedAt, id }: MediaPlace): string {
  return Buffer.from(JSON.stringify([importedAt, id])).toString("base64url");
}

function readCursor(cursor: string): MediaPlace {
  try {
    const text = Buffer.from(cursor, "base64url").toString();
    const [importedAt, id] = Place.parse(JSON.parse(text));
    return { importedAt, id };
  } catch (cause) {
    throw new AppError("invalid-input", "This page of the library is not known. Open it anew.", {
      cause,
    });
  }
}
