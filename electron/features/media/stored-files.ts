import type { MediaRow } from "./tables.ts";

const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: "jpg", tiff: "tif" };

/** The ending of an original in the store, by its format. For people who look into the folder; nothing reads it. */
export function extensionOf(format: string): string {
  return EXTENSIONS[format] ?? format;
}

export type StoredFile = { readonly sha256: string; readonly extension: string };

/** Every file of the store that a row is made of. */
export function filesOf(row: MediaRow): readonly StoredFile[] {
  const made: readonly StoredFile[] =
    row.kind === "video"
      ? [{ sha256: row.preparedSha256, extension: "mp4" }]
      : [
          { sha256: row.originalSha256, extension: extensionOf(row.sourceFormat) },
          { sha256: row.preparedSha256, extension: "jpg" },
        ];
  const poster = row.posterSha256 === null ? [] : [{ sha256: row.posterSha256, extension: "jpg" }];
  return [...made, ...poster, { sha256: row.thumbnailSha256, extension: "jpg" }];
}
