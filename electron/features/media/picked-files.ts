import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../../shared/result.ts";
import type { Ids } from "../../ports.ts";
import { FileRefused } from "./file-refused.ts";
import {
  MAX_INCOMING_BYTES,
  videoTooLarge,
  type IncomingFile,
  type ReceivedFile,
} from "./incoming-file.ts";

/** 100 MiB: larger than any photograph Instagram can use, small enough to hold in memory twice. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
const HEAD_BYTES = 512;
const PIECE_BYTES = 1024 * 1024;
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

export function tooLarge(): FileRefused {
  return new FileRefused(
    "too-large",
    "The file is larger than 100 MB. Export the picture smaller and add that.",
  );
}

/**
 * Reads a chosen file, which may be a link to a regular file but nothing that is no file.
 *
 * @throws FileRefused when it is a folder, device or pipe, too large, or cannot be read.
 */
export async function readPicked(path: string): Promise<Uint8Array> {
  const handle = await openPicked(path);
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

/** Its first bytes, by which it is recognised. @throws FileRefused as `readPicked`. */
export async function readHead(path: string): Promise<Uint8Array> {
  const handle = await openPicked(path);
  try {
    await sizeOfRegular(handle);
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Copies a chosen file into the waiting room, never whole in memory. @throws FileRefused as `readPicked`. */
export async function copyPicked(path: string, into: IncomingFile): Promise<ReceivedFile> {
  const handle = await openPicked(path);
  try {
    const { size } = await sizeOfRegular(handle);
    if (size > MAX_INCOMING_BYTES) throw videoTooLarge();
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let at = 0; ;) {
      const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, at);
      if (bytesRead === 0) return await into.finish();
      await into.append(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
  } catch (error) {
    await into.discard();
    throw error;
  } finally {
    await handle.close();
  }
}

async function openPicked(path: string): Promise<FileHandle> {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for a writer for ever. Windows has neither.
    return await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const refused = new FileRefused(
      "unreadable",
      "The file could not be opened: it was moved, or this computer does not let the app read it.",
    );
    refused.cause = error;
    throw refused;
  }
}

async function sizeOfRegular(handle: FileHandle): Promise<{ readonly size: number }> {
  const found = await handle.stat();
  if (!found.isFile()) throw new FileRefused("not-a-picture", "This is not a file.");
  return found;
}
