import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply } from "./exchange.ts";

/** Sends an answer; a file whole or the part asked for, as a player of videos asks. */
export function send(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  reply: Reply,
  now = Date.now(),
): void {
  const { body } = reply;
  const headers = {
    date: new Date(now).toUTCString(),
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
    ...reply.headers,
  };
  response.sendDate = false;
  if (typeof body === "string" || Buffer.isBuffer(body)) {
    const length = String(Buffer.byteLength(body));
    response.writeHead(reply.status, { ...headers, "content-length": length });
    response.end(body);
    return;
  }
  const { size } = statSync(body.path);
  const { start, end, isPart } = readRange(request.headers.range, size);
  response.writeHead(isPart ? 206 : 200, {
    ...headers,
    "accept-ranges": "bytes",
    "content-length": String(end - start),
    ...(isPart ? { "content-range": `bytes ${start}-${end - 1}/${size}` } : {}),
  });
  createReadStream(body.path, { start, end: end - 1 }).pipe(response);
}

function readRange(
  text: string | undefined,
  size: number,
): { readonly start: number; readonly end: number; readonly isPart: boolean } {
  const [, from, to] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(text ?? "") ?? [];
  const start = Number(from);
  if (from === undefined || start >= size) return { start: 0, end: size, isPart: false };
  const end = to === undefined || to === "" ? size : Math.min(Number(to) + 1, size);
  return end > start ? { start, end, isPart: true } : { start: 0, end: size, isPart: false };
}
