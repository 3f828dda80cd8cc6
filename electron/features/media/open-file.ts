import type { Db } from "../../db/db.ts";
import type { FileStore } from "./file-store.ts";
import { findMedia, findSentPicture, findVideo } from "./queries.ts";
import type { MediaRow } from "./tables.ts";

export type OpenFile = { readonly file: string; readonly mime: string };
type Found = { readonly sha256: string; readonly extension: "jpg" | "mp4" };

const MIME = { jpg: "image/jpeg", mp4: "video/mp4" } as const;

/**
 * The file behind a path of the `app-media` protocol: `media/<id>/thumbnail`, `picture` or `file`, or
 * `profile/<accountId>/<igMediaId>` for a picture this app sent. Its parts are looked up in the database and never become
 * part of a file's path, so there is nothing to traverse.
 */
export async function findOpenFile(
  from: { readonly db: Db; readonly store: FileStore },
  path: string,
): Promise<OpenFile | undefined> {
  const found = behind(from.db, path.split("/"));
  if (!found || !(await from.store.has(found.sha256, found.extension))) return undefined;
  return {
    file: from.store.pathOf(found.sha256, found.extension),
    mime: MIME[found.extension],
  };
}

function behind(db: Db, parts: readonly string[]): Found | undefined {
  const [kind, first, second] = parts;
  if (parts.length !== 3 || !first || !second) return undefined;
  if (kind === "profile") {
    const sha256 = findSentPicture(db, first, second);
    if (sha256 === undefined) return undefined;
    // Of a video that was sent, a profile shows the poster.
    const video = findVideo(db, sha256);
    return video ? fileOf(video, "picture") : { sha256, extension: "jpg" };
  }
  if (kind !== "media") return undefined;
  const row = findMedia(db, first);
  return row && fileOf(row, second);
}

function fileOf(row: MediaRow, what: string): Found | undefined {
  const jpeg = (sha256: string): Found => ({ sha256, extension: "jpg" });
  if (what === "thumbnail") return jpeg(row.thumbnailSha256);
  if (what === "picture" && row.kind === "video")
    return jpeg(row.posterSha256 ?? row.thumbnailSha256);
  if (what !== "picture" && what !== "file") return undefined;
  return { sha256: row.preparedSha256, extension: row.kind === "video" ? "mp4" : "jpg" };
}
