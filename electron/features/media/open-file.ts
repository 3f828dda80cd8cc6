import type { Db } from "../../db/db.ts";
import type { FileStore } from "./file-store.ts";
import { findMedia, findSentPicture } from "./queries.ts";

export type OpenFile = { readonly file: string; readonly mime: string };

/**
 * The file behind a path of the `app-media` protocol: `media/<id>/thumbnail`, `media/<id>/picture`, or
 * `profile/<accountId>/<igMediaId>` for a picture this app sent. Its parts are looked up in the database and never become
 * part of a file's path, so there is nothing to traverse.
 */
export async function findOpenFile(
  from: { readonly db: Db; readonly store: FileStore },
  path: string,
): Promise<OpenFile | undefined> {
  const sha256 = digestBehind(from.db, path.split("/"));
  if (sha256 === undefined || !(await from.store.has(sha256, "jpg"))) return undefined;
  return { file: from.store.pathOf(sha256, "jpg"), mime: "image/jpeg" };
}

function digestBehind(db: Db, parts: readonly string[]): string | undefined {
  const [kind, first, second] = parts;
  if (parts.length !== 3 || !first || !second) return undefined;
  if (kind === "profile") return findSentPicture(db, first, second);
  if (kind !== "media") return undefined;
  const row = findMedia(db, first);
  if (second === "thumbnail") return row?.thumbnailSha256;
  return second === "picture" ? row?.preparedSha256 : undefined;
}
