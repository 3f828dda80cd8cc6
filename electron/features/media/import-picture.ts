import type { ImportRefusal } from "../../../shared/contract/media.ts";
import type { Db } from "../../db/db.ts";
import type { Ports } from "../../ports.ts";
import { diskFull, digestOf, isDiskFull, type FileStore } from "./file-store.ts";
import { MAX_FILE_BYTES, tooLarge } from "./picked-files.ts";
import { recogniseFormat } from "./picture-format.ts";
import { PictureRefused } from "./picture-refused.ts";
import type { PictureWorkers } from "./picture-workers.ts";
import { findMediaByOriginal, isFileNamed, putMedia } from "./queries.ts";
import { Slots } from "./slots.ts";
import type { MediaRow } from "./tables.ts";

export type ImportDeps = {
  readonly db: Db;
  readonly ports: Ports;
  readonly store: FileStore;
  readonly workers: PictureWorkers;
};
/** What became of one file. */
export type Imported =
  | { readonly outcome: "imported" | "duplicate"; readonly id: string }
  | { readonly outcome: "refused"; readonly refusal: ImportRefusal; readonly reason: string };

const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: "jpg", tiff: "tif" };
const WHOLE = { aspect: "original", x: 0.5, y: 0.5 } as const;

/** The ending of an original in the store, by its format. For people who look into the folder; nothing reads it. */
export function extensionOf(format: string): string {
  return EXTENSIONS[format] ?? format;
}

/** Brings files into the library, each by itself: what is wrong with one is told of that one. */
export class PictureImport {
  private readonly deps: ImportDeps;
  /** The same file dropped twice at once is imported once. */
  private readonly running = new Map<string, Promise<unknown>>();
  /** As many as there are threads to decode them: more would only fill the memory. */
  private readonly slots = new Slots(2);

  constructor(deps: ImportDeps) {
    this.deps = deps;
  }

  /** @throws AppError `disk-full`; nothing is then kept of the file. */
  run(name: string, read: () => Promise<Uint8Array>): Promise<Imported> {
    return this.slots.run(() => this.answer(name, read));
  }

  private async answer(name: string, read: () => Promise<Uint8Array>): Promise<Imported> {
    try {
      const bytes = await read();
      if (bytes.length > MAX_FILE_BYTES) throw tooLarge();
      const format = recogniseFormat(bytes);
      const sha256 = await digestOf(bytes);
      return await this.oneAtATime(sha256, () => this.keep({ name, bytes, format, sha256 }));
    } catch (error) {
      // A refusal is an answer about this file, not a failure of the import.
      if (error instanceof PictureRefused)
        return { outcome: "refused", refusal: error.refusal, reason: error.message };
      throw isDiskFull(error) ? diskFull(error) : error;
    }
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
      const row = await this.prepare(file, stored);
      putMedia(db, row);
      return { outcome: "imported", id: known?.id ?? row.id };
    } catch (error) {
      await this.discard(stored);
      throw error;
    }
  }

  /** False when someone removed files from the store: adding the picture again then mends it. */
  private async isWhole(row: MediaRow): Promise<boolean> {
    const { store } = this.deps;
    const found = await Promise.all([
      store.has(row.originalSha256, extensionOf(row.sourceFormat)),
      store.has(row.preparedSha256, "jpg"),
      store.has(row.thumbnailSha256, "jpg"),
    ]);
    return found.every(Boolean);
  }

  /** Files first. The original is kept as it came: crops are cut from it, and she may want it back. */
  private async prepare(file: NewFile, stored: StoredFile[]): Promise<MediaRow> {
    const { store, workers, ports } = this.deps;
    const put = async (bytes: Uint8Array, extension: string) => {
      const sha256 = await store.put(bytes, extension);
      stored.push({ sha256, extension });
      return sha256;
    };
    const extension = extensionOf(file.format);
    const original = store.pathOf(await put(file.bytes, extension), extension);
    const picture = await workers.prepare({ file: original, crop: WHOLE, withThumbnail: true });
    return {
      id: ports.ids.next(),
      name: file.name,
      originalSha256: file.sha256,
      preparedSha256: await put(picture.jpeg, "jpg"),
      thumbnailSha256: await put(picture.thumbnail, "jpg"),
      width: picture.width,
      height: picture.height,
      bytes: picture.jpeg.length,
      sourceFormat: picture.sourceFormat,
      notes: JSON.stringify(picture.notes),
      altText: "",
      importedAt: ports.clock.now(),
      removedAt: null,
    };
  }

  /** Leaves nothing behind of a file that was not taken, except what another picture is made of. */
  private async discard(stored: readonly StoredFile[]): Promise<void> {
    for (const { sha256, extension } of stored)
      if (!isFileNamed(this.deps.db, sha256)) await this.deps.store.remove(sha256, extension);
  }
}

type StoredFile = { readonly sha256: string; readonly extension: string };
type NewFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly format: string;
  readonly sha256: string;
};
