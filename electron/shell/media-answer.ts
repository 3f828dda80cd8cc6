import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { readRange } from "./byte-range.ts";

/** Pictures are smaller; what is larger goes out as it is read. */
const MAX_WHOLE_BYTES = 16 * 1024 * 1024;

/**
 * A file of the library as an answer, whole or the part a player asks for, so that a video plays from its middle and is
 * never whole in memory. @throws what the system says when the file is gone.
 */
export async function answerMedia(
  found: { readonly file: string; readonly mime: string },
  range: string | null,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const handle = await open(found.file, "r");
  try {
    const { size } = await handle.stat();
    const wanted = readRange(range, size);
    const common = { ...headers, "content-type": found.mime, "accept-ranges": "bytes" };
    if (wanted === "outside")
      return new Response(null, {
        status: 416,
        headers: { ...common, "content-range": `bytes */${size}` },
      });
    if (wanted === "none") {
      const body = size > MAX_WHOLE_BYTES ? streamOf(found.file) : await readWhole(handle, size);
      return new Response(body, { headers: { ...common, "content-length": String(size) } });
    }
    const { first, last } = wanted;
    return new Response(await readPart(handle, wanted), {
      status: 206,
      headers: { ...common, "content-range": `bytes ${first}-${last}/${size}` },
    });
  } finally {
    await handle.close();
  }
}

function streamOf(file: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  return Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

function readWhole(handle: FileHandle, size: number): Promise<Uint8Array<ArrayBuffer>> {
  return readPart(handle, { first: 0, last: size - 1 });
}

async function readPart(
  handle: FileHandle,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, last - first + 1));
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, first + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}
