import type { ImportDeps, NewFile } from "./import-media.ts";
import { extensionOf } from "./stored-files.ts";
import type { MediaRow } from "./tables.ts";

const WHOLE = { aspect: "original", x: 0.5, y: 0.5 } as const;

/** Files first. The original is kept as it came: crops are cut from it, and she may want it back. */
export function newPicture(
  { store, workers, ports }: ImportDeps,
  file: {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly format: string;
    readonly sha256: string;
  },
): NewFile {
  const prepare = async (
    keep: (sha256: string, extension: string) => string,
  ): Promise<MediaRow> => {
    const put = async (bytes: Uint8Array, extension: string) =>
      keep(await store.put(bytes, extension), extension);
    const extension = extensionOf(file.format);
    const original = store.pathOf(await put(file.bytes, extension), extension);
    const picture = await workers.prepare({ file: original, crop: WHOLE, withThumbnail: true });
    return {
      id: ports.ids.next(),
      kind: "picture",
      name: file.name,
      originalSha256: file.sha256,
      preparedSha256: await put(picture.jpeg, "jpg"),
      posterSha256: null,
      thumbnailSha256: await put(picture.thumbnail, "jpg"),
      width: picture.width,
      height: picture.height,
      bytes: picture.jpeg.length,
      sourceFormat: picture.sourceFormat,
      video: null,
      notes: JSON.stringify(picture.notes),
      altText: "",
      importedAt: ports.clock.now(),
      removedAt: null,
    };
  };
  return { sha256: file.sha256, prepare };
}
