import type { FileHandle } from "node:fs/promises";
import { FileRefused } from "./file-refused.ts";
import { MAX_BOXES } from "./video-job.ts";
import { cutShort } from "./whole-file.ts";

/** A box of an MP4 or MOV file: where its content begins and ends, in bytes of the file or of the buffer read. */
export type Box = {
  readonly type: string;
  readonly start: number;
  readonly from: number;
  readonly to: number;
};

/**
 * The boxes at the top of a file, without reading what is in them.
 *
 * @throws FileRefused when one reaches past the end of the file, or they are absurd.
 */
export async function listBoxes(handle: FileHandle, size: number): Promise<readonly Box[]> {
  const boxes: Box[] = [];
  const head = Buffer.alloc(16);
  let at = 0;
  while (at + 8 <= size) {
    const { bytesRead } = await handle.read(head, 0, 16, at);
    const box = headOf(head.subarray(0, bytesRead), at, size);
    if (box === undefined) {
      // Editors leave nonsense behind the last box; players read over it.
      if (boxes.some(({ type }) => type === "moov")) break;
      throw damaged();
    }
    if (box.to > size) throw cutShort("video");
    boxes.push(box);
    if (boxes.length > MAX_BOXES) throw damaged();
    at = box.to;
  }
  return boxes;
}

/** The boxes inside a part of the index that was read into memory. @throws FileRefused where they do not add up. */
export function childBoxes(index: Buffer, parent: Pick<Box, "from" | "to">): readonly Box[] {
  const boxes: Box[] = [];
  let at = parent.from;
  while (at + 8 <= parent.to) {
    const box = headOf(index.subarray(at, Math.min(at + 16, parent.to)), at, parent.to);
    // QuickTime ends a list with four zero bytes.
    if (box === undefined) break;
    if (box.to > parent.to) throw damaged();
    boxes.push(box);
    at = box.to;
  }
  return boxes;
}

export function damaged(): FileRefused {
  return new FileRefused(
    "unreadable",
    "The video's index is damaged. Export the video again as an MP4 and add that.",
  );
}

function headOf(head: Buffer, start: number, end: number): Box | undefined {
  if (head.length < 8) return undefined;
  const type = head.toString("latin1", 4, 8);
  const short = head.readUInt32BE(0);
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) return undefined;
  if (short === 0) return { type, start, from: start + 8, to: end };
  if (short !== 1)
    return short < 8 ? undefined : { type, start, from: start + 8, to: start + short };
  if (head.length < 16) return undefined;
  const long = head.readBigUInt64BE(8);
  // Larger than any disk: said to be cut short like every other box that reaches past the end.
  const length = long > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(long);
  return length < 16 ? undefined : { type, start, from: start + 16, to: start + length };
}
