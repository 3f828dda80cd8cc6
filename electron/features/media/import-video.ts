import { rm } from "node:fs/promises";
import type { VideoFacts } from "../../../shared/rules/video.ts";
import type { ImportDeps, NewFile } from "./import-media.ts";
import type { ReceivedFile } from "./incoming-file.ts";
import { drawPlaceholder } from "./placeholder.ts";
import type { MediaRow } from "./tables.ts";

/**
 * A video from the store's waiting room. Only what is sent is kept: the file itself, or the copy that was packed anew, in
 * which every frame and tone is the same.
 */
export function newVideo(
  { store, videos, ports }: ImportDeps,
  file: ReceivedFile & { readonly name: string; readonly container: VideoFacts["container"] },
): NewFile {
  const prepare = async (
    keep: (sha256: string, extension: string) => string,
  ): Promise<MediaRow> => {
    const out = await store.aside();
    try {
      const { container } = file;
      const { facts, notes, remuxed } = await videos.prepare({ file: file.file, container, out });
      const [from, sha256] = remuxed ? [out, remuxed.sha256] : [file.file, file.sha256];
      keep(sha256, "mp4");
      await store.adopt(from, sha256, "mp4");
      const thumbnail = await store.put(await drawPlaceholder(facts), "jpg");
      return {
        id: ports.ids.next(),
        kind: "video",
        name: file.name,
        originalSha256: file.sha256,
        preparedSha256: sha256,
        posterSha256: null,
        thumbnailSha256: keep(thumbnail, "jpg"),
        width: facts.width,
        height: facts.height,
        bytes: facts.bytes,
        sourceFormat: container,
        video: JSON.stringify(facts),
        notes: JSON.stringify(notes),
        altText: "",
        importedAt: ports.clock.now(),
        removedAt: null,
      };
    } finally {
      await rm(out, { force: true });
    }
  };
  return { sha256: file.sha256, prepare };
}
