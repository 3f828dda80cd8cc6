import { createHash, type Hash } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { LIMITS } from "../../../shared/rules/limits.ts";
import { diskFull, isDiskFull } from "./file-store.ts";
import { FileRefused } from "./file-refused.ts";

/** What Instagram takes of any file. */
export const MAX_INCOMING_BYTES = LIMITS.reelBytes;

/** A file that stands whole in the store's waiting room. */
export type ReceivedFile = {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
};

/** A file on its way into the store, piece by piece, never whole in memory. */
export class IncomingFile {
  readonly file: string;
  private readonly handle: FileHandle;
  private readonly hash: Hash = createHash("sha256");
  private bytes = 0;

  private constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.handle = handle;
  }

  static async create(file: string): Promise<IncomingFile> {
    return new IncomingFile(file, await open(file, "wx", 0o600));
  }

  get size(): number {
    return this.bytes;
  }

  /** @throws FileRefused `too-large`, AppError `disk-full`. */
  async append(piece: Uint8Array): Promise<void> {
    if (this.bytes + piece.length > MAX_INCOMING_BYTES) throw videoTooLarge();
    try {
      await this.handle.writeFile(piece);
    } catch (error) {
      throw isDiskFull(error) ? diskFull(error) : error;
    }
    this.hash.update(piece);
    this.bytes += piece.length;
  }

  async finish(): Promise<ReceivedFile> {
    await this.handle.sync();
    await this.handle.close();
    return { file: this.file, sha256: this.hash.digest("hex"), bytes: this.bytes };
  }

  async discard(): Promise<void> {
    await this.handle.close();
    await rm(this.file, { force: true });
  }
}

export function videoTooLarge(): FileRefused {
  return new FileRefused(
    "too-large",
    `The file is larger than ${MAX_INCOMING_BYTES / 1024 / 1024} MB, and Instagram takes no more. Export it shorter or with a lower bit rate.`,
  );
}
