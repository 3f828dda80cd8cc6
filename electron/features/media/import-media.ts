import type { ImportRefusal } from "../../../shared/contract/media.ts";
import type { VideoFacts } from "../../../shared/rules/video.ts";
import type { Db } from "../../db/db.ts";
import type { Ports } from "../../ports.ts";
import { diskFull, digestOf, isDiskFull, type FileStore } from "./file-store.ts";
import { FileRefused } from "./file-refused.ts";
import { newPicture } from "./import-picture.ts";
import { newVideo } from "./import-video.ts";
import type { ReceivedFile } from "./incoming-file.ts";
import { MAX_FILE_BYTES, tooLarge } from "./picked-files.ts";
import { recogniseFormat } from "./picture-format.ts";
import type { PictureWorkers } from "./picture-workers.ts";
import { findMediaByOriginal, isFileNamed, putMedia } from "./queries.ts";
import { Slots } from "./slots.ts";
import { filesOf, type StoredFile } from "./stored-files.ts";
import type { MediaRow } from "./tables.ts";
import type { VideoWorkers } from "./video-workers.ts";

export type ImportDeps = {
  readonly db: Db;
  readonly ports: Ports;
  readonly store: FileStore;
  readonly workers: PictureWorkers;
  readonly videos: VideoWorkers;
};
/** What became of one file. */
export type Imported =
  | { readonly outcome: "imported" | "duplicate"; readonly id: string }
  | { readonly outcome: "refused"; readonly refusal: ImportRefusal; readonly reason: string };

/** A file that is read, and how it becomes a row; `keep` remembers what was put into the store for it. */
export type NewFile = {
  readonly sha256: string;
  prepare(keep: (sha256: string, extension: string) => string): Promise<MediaRow>;
};

/** Brings files into the library, each by itself: what is wrong with one is told of that one. */
export class MediaImport {
  private readonly deps: ImportDeps;
  /** The same file dropped twice at once is imported once. */
  private readonly running = new Map<string, Promise<unknown>>();
  /** As many as there are threads to decode them: more would only fill the memory. */
  private readonly slots = new Slots(2);

  constructor(deps: ImportDeps) {
    this.deps = deps;
  }

  /** @throws AppError `disk-full`; nothing is then kept of the file. */
  picture(name: string, read: () => Promise<Uint8Array>): Promise<Imported> {
    return this.answer(async () => {
      const bytes = await read();
      if (bytes.length > MAX_FILE_BYTES) throw tooLarge();
      const format = recogniseFormat(bytes);
      const sha256 = await digestOf(bytes);
      return newPicture(this.deps, { name, bytes, format, sha256 });
    });
  }

  /** @throws AppError `disk-full`; nothing is then kept of the file. */
  video(
    file: ReceivedFile & { readonly name: string; readonly container: VideoFacts["container"] },
  ): Promise<Imported> {
    return this.answer(() => Promise.resolve(newVideo(this.deps, file)));
  }

  /** Refusals of whatever stands before an import are answers as well. */
  async answer(read: () => Promise<NewFile>): Promise<Imported> {
    return await this.slots.run(() =>
      orRefused(async () => {
        const file = await read();
        return await this.oneAtATime(file.sha256, () => this.keep(file));
      }),
    );
  }

  private async oneAtATime(sha256: string, work: () => Promise<Imported>): Promise<Imported> {
    while (this.running.has(sha256)) await this.running.get(sha256);
    const run = work();
    // Who asked hears of a failure; the next in line only waits.
    this.running.set(sha256, Promise.allSettled([run]));
    try {
      return await run;
    } finally {
      this.running.delete(sha256);
    }
  }

  private async keep(file: NewFile): Promise<Imported> {
    const { db, ports } = this.deps;
    const known = findMediaByOriginal(db, file.sha256);
    if (known && (await this.isWhole(known))) {
      if (known.removedAt === null) return { outcome: "duplicate", id: known.id };
      // Taken out before and added again: it is back, as the newest.
      putMedia(db, { ...known, importedAt: ports.clock.now(), removedAt: null });
      return { outcome: "imported", id: known.id };
    }
    const stored: StoredFile[] = [];
    try {
      const row = await file.prepare((sha256, extension) => {
        stored.push({ sha256, extension });
        return sha256;
      });
      putMedia(db, row);
      return { outcome: "imported", id: known?.id ?? row.id };
    } catch (error) {
      await this.discard(stored);
      throw error;
    }
  }

  /** False when someone removed files from the store: adding the file again then mends it. */
  private async isWhole(row: MediaRow): Promise<boolean> {
    const { store } = this.deps;
    const found = await Promise.all(
      filesOf(row).map(({ sha256, extension }) => store.has(sha256, extension)),
    );
    return found.every(Boolean);
  }

  /** Leaves nothing behind of a file that was not taken, except what another is made of. */
  private async discard(stored: readonly StoredFile[]): Promise<void> {
    for (const { sha256, extension } of stored)
      if (!isFileNamed(this.deps.db, sha256)) await this.deps.store.remove(sha256, extension);
  }
}

/** A refusal is an answer about this file, not a failure of the import. */
export async function orRefused(work: () => Promise<Imported>): Promise<Imported> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileRefused)
      return { outcome: "refused", refusal: error.refusal, reason: error.message };
    throw isDiskFull(error) ? diskFull(error) : error;
  }
}
