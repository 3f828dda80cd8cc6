import { rm, writeFile } from "node:fs/promises";
import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import { diskFull, isDiskFull, type FileStore } from "./file-store.ts";
import { FileRefused } from "./file-refused.ts";
import { recogniseFormat } from "./picture-format.ts";
import type { PictureWorkers } from "./picture-workers.ts";
import { updatePoster } from "./queries.ts";
import type { MediaRow } from "./tables.ts";

/** A full-size frame as JPEG or PNG. */
const MAX_POSTER_BYTES = 20 * 1024 * 1024;
const WHOLE = { aspect: "original", x: 0.5, y: 0.5 } as const;

/**
 * Keeps a drawn frame as a video's poster and thumbnail, prepared like any picture that comes in.
 *
 * @throws AppError `invalid-input` for what is no picture, or for an item that is no video.
 */
export async function keepPoster(
  from: { readonly db: Db; readonly store: FileStore; readonly workers: PictureWorkers },
  { row, bytes }: { readonly row: MediaRow; readonly bytes: Uint8Array },
): Promise<void> {
  const { db, store, workers } = from;
  if (row.kind !== "video") throw new AppError("invalid-input", "Only videos have a poster.");
  if (bytes.length > MAX_POSTER_BYTES)
    throw new AppError("invalid-input", "The frame is too large.");
  const file = await store.aside();
  try {
    recogniseFormat(bytes);
    await writeFile(file, bytes, { mode: 0o600 });
    const picture = await workers.prepare({ file, crop: WHOLE, withThumbnail: true });
    updatePoster(db, row.id, {
      posterSha256: await store.put(picture.jpeg, "jpg"),
      thumbnailSha256: await store.put(picture.thumbnail, "jpg"),
    });
  } catch (error) {
    if (error instanceof FileRefused)
      throw new AppError("invalid-input", error.message, { cause: error });
    throw isDiskFull(error) ? diskFull(error) : error;
  } finally {
    await rm(file, { force: true });
  }
}
