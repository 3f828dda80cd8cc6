import type { IncomingMessage } from "node:http";
import type { WireReply } from "./reply.ts";

/**
 * Reads a reply to its end.
 *
 * @throws Error when it is longer than `mostBytes`, or what the network says when it breaks off.
 */
export async function readWhole(reply: IncomingMessage, mostBytes: number): Promise<WireReply> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of reply as AsyncIterable<Buffer>) {
    bytes += part.byteLength;
    if (bytes > mostBytes) throw new Error("The reply is longer than any the app asks for.");
    parts.push(part);
  }
  const headers = {
    get: (name: string) => {
      const value = reply.headers[name];
      return value === undefined ? null : String(value);
    },
  };
  return { status: reply.statusCode ?? 0, headers, text: Buffer.concat(parts).toString("utf8") };
}
