import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../../shared/result.ts";
import type { Ids } from "../../ports.ts";
import { PictureRefused } from "./picture-refused.ts";

/** 100 MiB: larger than any photograph Instagram can use, small enough to hold in memory twice. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Tickets kept; the oldest go first. More than a dialog gives in one go. */
const MAX_TICKETS = 2000;

/** Files she chose in the system's dialog. Screens get tickets, good once; the paths never leave the main process. */
export class PickedFiles {
  private readonly ids: Ids;
  private readonly paths = new Map<string, string>();

  constructor(ids: Ids) {
    this.ids = ids;
  }

  add(path: string): { readonly ticket: string; readonly name: string } {
    const ticket = this.ids.next();
    this.paths.set(ticket, path);
    for (const oldest of this.paths.keys()) {
      if (this.paths.size <= MAX_TICKETS) break;
      this.paths.delete(oldest);
    }
    return { ticket, name: basename(path) };
  }

  /** What stands behind a ticket, which is then used up. @throws AppError `not-found`. */
  redeem(ticket: string): { readonly path: string; readonly name: string } {
    const path = this.paths.get(ticket);
    this.paths.delete(ticket);
    if (path === undefined)
      throw new AppError("not-found", "This choice of a file is used up. Choose the file again.");
    return { path, name: basename(path) };
  }
}

export function tooLarge(): PictureRefused {
  return new PictureRefused(
    "too-large",
    "The file is larger than 100 MB. Export the picture smaller and add that.",
  );
}

/**
 * Reads a chosen file, which may be a link to a regular file but nothing that is no file.
 *
 * @throws PictureRefused when it is a folder, device or pipe, too large, or cannot be read.
 */
export async function readPicked(path: string): Promise<Uint8Array> {
  // Without O_NONBLOCK, opening a pipe would wait for a writer for ever. Windows has neither.
  const handle = await openPicked(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = await sizeOfRegular(handle);
    if (size > MAX_FILE_BYTES) throw tooLarge();
    const bytes = Buffer.alloc(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await handle.read(bytes, length, size - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

async function openPicked(path: string, flags: number): Promise<FileHandle> {
  try {
    return await open(path, flags);
  } catch (error) {
    const refused = new PictureRefused(
      "unreadable",
      "The file could not be opened: it was moved, or this computer does not let the app read it.",
    );
    refused.cause = error;
    throw refused;
  }
}

async function sizeOfRegular(handle: FileHandle): Promise<{ readonly size: number }> {
  const found = await handle.stat();
  if (!found.isFile()) throw new PictureRefused("not-a-picture", "This is not a file.");
  return found;
}
