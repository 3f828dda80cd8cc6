import { z } from "zod";
import { ImportNote, Video, type Media } from "../../../shared/contract/media.ts";
import type { PictureFacts } from "../../../shared/rules/picture.ts";
import type { VideoFacts } from "../../../shared/rules/video.ts";
import type { UsedMediaRow } from "./queries.ts";
import type { MediaRow } from "./tables.ts";

const Notes = z.array(ImportNote).catch([]);

/** A row as screens see it. The digests stay inside: screens name pictures by id. */
export function toMedia(row: UsedMediaRow): Media {
  const address = (what: string) => `app-media://media/${row.id}/${what}`;
  // What stands at an address never changes while a poster may: the address changes with it.
  const shown = row.kind === "video" ? `?of=${row.thumbnailSha256.slice(0, 8)}` : "";
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    sourceFormat: row.sourceFormat,
    notes: Notes.parse(JSON.parse(row.notes)),
    altText: row.altText,
    importedAt: row.importedAt,
    usedCount: row.usedCount,
    thumbnail: address("thumbnail") + shown,
    picture: address("picture") + shown,
    file: address("file"),
    video: videoOf(row),
    hasPoster: row.kind === "picture" || row.posterSha256 !== null,
  };
}

/** What was found out about a video at its import; null for a picture. */
export function videoOf(row: MediaRow): VideoFacts | null {
  return row.video === null ? null : Video.parse(JSON.parse(row.video));
}

/** What the rules need to know of one item, and what is sent of it: a video goes as it stands in the store. */
export type MediaFacts = PictureFacts & {
  readonly mediaId: string;
  readonly name: string;
  readonly kind: "picture" | "video";
  /** Null for a picture. */
  readonly video: VideoFacts | null;
  /** Of the prepared JPEG or MP4. */
  readonly sha256: string;
};

export function factsOf(row: MediaRow): MediaFacts {
  const { id: mediaId, kind, name, width, height, bytes, preparedSha256: sha256 } = row;
  const format = kind === "video" ? "mp4" : "jpeg";
  return { mediaId, kind, name, width, height, bytes, format, video: videoOf(row), sha256 };
}
