import { webcrypto } from "node:crypto";
import { access, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../../shared/result.ts";
import type { Ids } from "../../ports.ts";

/** SHA-256 as 64 hex digits, computed off the main thread. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const whole = bytes as Uint8Array<ArrayBuffer>; // never a SharedArrayBuffer here, which subtle does not take
  return Buffer.from(await webcrypto.subtle.digest("SHA-256", whole)).toString("hex");
}

/**
 * The content-addressed store: a file is named by its SHA-256 and never changes. A file is there whole or not at all:
 * written aside, flushed to the disk, then renamed. The database's row comes after its files, so a crash can leave a file
 * that no row names, never a row without its file.
 */
export class FileStore {
  private readonly folder: string;
  private readonly ids: Ids;

  constructor(folder: string, ids: Ids) {
    this.folder = folder;
    this.ids = ids;
  }

  /**
   * Clears what a crash left half written. Whole files that no row names stay: they are rare (a crash within
   * milliseconds), harmless, taken up again when the same picture comes back, and a sweep that errs loses photographs.
   */
  async start(): Promise<void> {
    await rm(this.incoming, { recursive: true, force: true });
  }

  pathOf(sha256: string, extension: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.${extension}`);
  }

  async has(sha256: string, extension: string): Promise<boolean> {
    try {
      await access(this.pathOf(sha256, extension));
      return true;
    } catch {
      return false; // the only way to ask
    }
  }

  /** Keeps `bytes` and gives their SHA-256. @throws AppError `disk-full`. */
  async put(bytes: Uint8Array, extension: string): Promise<string> {
    const sha256 = await digestOf(bytes);
    await this.write(this.pathOf(sha256, extension), bytes);
    return sha256;
  }

  /** Keeps a few words under the digest of what they answer, such as what a rendering came out as. */
  async note(sha256: string, text: string): Promise<void> {
    await this.write(this.pathOf(sha256, "json"), Buffer.from(text));
  }

  async readNote(sha256: string): Promise<string | undefined> {
    try {
      return await readFile(this.pathOf(sha256, "json"), "utf8");
    } catch {
      return undefined; // a note is only a memory of work that can be done again
    }
  }

  /** A place of its own in the waiting room, emptied at each start. */
  async aside(): Promise<string> {
    await mkdir(this.incoming, { recursive: true });
    return join(this.incoming, this.ids.next());
  }

  /** Takes a flushed file of the waiting room in under its digest. @throws AppError `disk-full`. */
  async adopt(file: string, sha256: string, extension: string): Promise<void> {
    const path = this.pathOf(sha256, extension);
    try {
      await flush(file);
      await mkdir(dirname(path), { recursive: true });
      await rename(file, path);
      await flushFolder(dirname(path));
    } catch (error) {
      throw isDiskFull(error) ? diskFull(error) : error;
    }
  }

  async remove(sha256: string, extension: string): Promise<void> {
    await rm(this.pathOf(sha256, extension), { force: true });
  }

  private get incoming(): string {
    return join(this.folder, "incoming");
  }

  private async write(path: string, bytes: Uint8Array): Promise<void> {
    if ((await sizeOf(path)) === bytes.length) return;
    const aside = join(this.incoming, this.ids.next());
    try {
      await mkdir(this.incoming, { recursive: true });
      await mkdir(dirname(path), { recursive: true });
      await writeFlushed(aside, bytes);
      await rename(aside, path);
      await flushFolder(dirname(path));
    } catch (error) {
      await rm(aside, { force: true });
      throw isDiskFull(error) ? diskFull(error) : error;
    }
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined; // not there yet
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself last through a power cut. Windows does not open folders and needs no such thing. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const FULL_CODES = new Set(["ENOSPC", "EDQUOT", "SQLITE_FULL"]);

/** True for what the system and SQLite say when nothing more fits. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && FULL_CODES.has(String(error.code));
}

export function diskFull(cause: unknown): AppError {
  return new AppError(
    "disk-full",
    "The disk is full, so the file could not be saved. Free some space, then try again; nothing was lost.",
    { cause },
  );
}
