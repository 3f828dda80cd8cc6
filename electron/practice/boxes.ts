import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes that can be read at a place: a file's, or those of a box already in memory. */
export type Source = {
  readonly size: number;
  read(at: number, length: number): Buffer;
};

/** One box of an MP4 or MOV (ISO 14496-12, 4.2): its contents are `from` to `to`. */
export type Box = {
  readonly type: string;
  readonly start: number;
  readonly from: number;
  readonly to: number;
};

export function sourceOf(bytes: Buffer): Source {
  return {
    size: bytes.length,
    read: (at, length) => bytes.subarray(at, Math.min(at + length, bytes.length)),
  };
}

/** Runs `look` on an open file. */
export function withFile<T>(path: string, look: (source: Source) => T): T {
  const file = openSync(path, "r");
  try {
    return look({
      size: fstatSync(file).size,
      read: (at, length) => {
        const bytes = Buffer.alloc(length);
        return bytes.subarray(0, readSync(file, bytes, 0, length, at));
      },
    });
  } finally {
    closeSync(file);
  }
}

/** The boxes side by side from `from` to `to`. Ends early at what is no box. */
export function* boxesIn(source: Source, from = 0, to = source.size): Generator<Box, undefined> {
  for (let start = from; start + 8 <= to;) {
    const head = source.read(start, 16);
    if (head.length < 8) return;
    const length = lengthOf(head, to - start);
    const headLength = head.readUInt32BE(0) === 1 ? 16 : 8;
    if (length < headLength) return;
    const type = head.toString("latin1", 4, 8);
    yield { type, start, from: start + headLength, to: Math.min(start + length, to) };
    start += length;
  }
}

/** 0 means "to the end", 1 that a 64-bit length follows. */
function lengthOf(head: Buffer, rest: number): number {
  const length = head.readUInt32BE(0);
  if (length === 0) return rest;
  if (length !== 1) return length;
  return head.length < 16 ? 0 : Number(head.readBigUInt64BE(8));
}

/** The first box at a path such as `mdia`, `hdlr` below `parent`. */
export function findBox(source: Source, parent: Box, ...path: string[]): Box | undefined {
  let found: Box | undefined = parent;
  for (const type of path) {
    if (!found) return undefined;
    found = [...boxesIn(source, found.from, found.to)].find((box) => box.type === type);
  }
  return found;
}

export function contentsOf(source: Source, box: Box): Buffer {
  return source.read(box.from, box.to - box.from);
}
