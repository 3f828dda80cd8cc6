import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { readRange, type ByteRange } from "./byte-range.ts";

/** Pictures are smaller; what is larger goes out as it is read, so that no video is ever whole in memory. */
const MAX_IN_MEMORY_BYTES = 16 * 1024 * 1024;

/**
 * A file of the library as an answer, whole or the part a player asks for. The part is never cut shorter, and its length is
 * always said: of schemes other than http, Chromium takes where a part begins and its length for the length of the file.
 *
 * @throws what the system says when the file is gone.
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
    const part = wanted === "none" ? { first: 0, last: size - 1 } : wanted;
    const { first, last } = part;
    const length = { "content-length": String(last - first + 1) };
    const place = { "content-range": `bytes ${first}-${last}/${size}` };
    return new Response(await bodyOf(found.file, handle, part), {
      status: wanted === "none" ? 200 : 206,
      headers: { ...common, ...length, ...(wanted === "none" ? {} : place) },
    });
  } finally {
    await handle.close();
  }
}

async function bodyOf(
  file: string,
  handle: FileHandle,
  { first, last }: ByteRange,
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (last - first + 1 > MAX_IN_MEMORY_BYTES) {
    const stream = createReadStream(file, { start: first, end: last });
    return Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>;
  }
  const bytes = new Uint8Array(last - first + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, first + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}
