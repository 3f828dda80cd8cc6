import type { ImportResult } from "../../shared/contract/media.ts";
import { ipc } from "./ipc.ts";

/** What goes across in one message. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** Sends a file too large for one message, piece by piece; a piece is read when the one before has arrived. */
export async function sendFile(file: File, name: string): Promise<ImportResult> {
  const { upload } = await ipc.media.beginImport({ name, size: file.size });
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = file.slice(at, at + PIECE_BYTES);
    await ipc.media.appendImport({ upload, bytes: new Uint8Array(await piece.arrayBuffer()) });
  }
  return await ipc.media.finishImport({ upload });
}
