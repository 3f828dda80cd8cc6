import { z } from "zod";
import { ImportNote, type Media } from "../../../shared/contract/media.ts";
import type { UsedMediaRow } from "./queries.ts";

const Notes = z.array(ImportNote).catch([]);

/** A row as screens see it. The digests stay inside: screens name pictures by id. */
export function toMedia(row: UsedMediaRow): Media {
  return {
    id: row.id,
    name: row.name,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    sourceFormat: row.sourceFormat,
    notes: Notes.parse(JSON.parse(row.notes)),
    altText: row.altText,
    importedAt: row.importedAt,
    usedCount: row.usedCount,
    thumbnail: `app-media://media/${row.id}/thumbnail`,
    picture: `app-media://media/${row.id}/picture`,
  };
}
