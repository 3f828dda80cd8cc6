import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { Access } from "../access.ts";
import { uploadAddress } from "../address.ts";
import { GraphFailure } from "../failure.ts";
import { redact } from "../redact.ts";
import { parseJson } from "../reply.ts";
import { transportFailure } from "../transport.ts";

/** A file whose bytes can be read from anywhere in it on. */
export type UploadFile = {
  readonly bytes: number;
  open(from: number): Readable;
};
export type Upload = {
  /** As Instagram gave it with the container. */
  readonly uri: string;
  readonly file: UploadFile;
  /** What of the file has arrived already. */
  readonly offset: number;
  /** Told how many bytes of the file have left in all. */
  readonly onProgress?: (sent: number) => void;
  readonly signal?: AbortSignal | undefined;
};

/** A connection on which nothing moves for so long is dead. */
const STALLED_MS = 60_000;
const MOST_BYTES = 100_000;

const Failed = z.object({
  debug_info: z.object({
    retriable: z.boolean().catch(false),
    message: z.string().catch(""),
  }),
});

/**
 * Sends a video's bytes from `offset` to their end (Content Publishing, "Resumable upload"). What arrived before a cut stays: ask
 * for the offset and go on from there. Harmless to repeat, for nothing is published by it.
 *
 * @throws GraphFailure `transient` after a cut or where the server says that trying again may help, `rejected` with the action
 * `new-container` where it does not.
 */
export async function uploadVideo(access: Access, upload: Upload): Promise<void> {
  const { file, offset } = upload;
  const options = optionsOf(access, upload, {
    method: "POST",
    offset: String(offset),
    length: file.bytes - offset,
  });
  const { status, text } = await exchange(access, upload, options);
  if (status < 300 && isSuccess(text)) return;
  throw refusedUpload(access, status, text);
}

/**
 * How many bytes of the file have arrived. The server of Meta's other resumable uploads answers a GET with `{offset}`; for
 * Instagram's it is not documented, so null, "it does not tell", means to begin anew.
 *
 * @throws GraphFailure when there is no way to the server.
 */
export async function readUploadOffset(
  access: Access,
  upload: Pick<Upload, "uri" | "signal">,
): Promise<number | null> {
  const { status, text } = await exchange(
    access,
    upload,
    optionsOf(access, upload, { method: "GET" }),
  );
  const told = z
    .object({ offset: z.coerce.number().int().nonnegative() })
    .safeParse(parseJson(text));
  return status < 300 && told.success ? told.data.offset : null;
}

type Wanted = {
  readonly method: "GET" | "POST";
  readonly offset?: string;
  readonly length?: number;
};

function optionsOf(
  access: Access,
  upload: Pick<Upload, "uri" | "signal"> & { readonly file?: UploadFile },
  wanted: Wanted,
): RequestOptions {
  const headers: Record<string, string | number> = {
    authorization: `OAuth ${access.token.reveal()}`,
  };
  if (wanted.offset !== undefined) {
    headers["offset"] = wanted.offset;
    headers["file_size"] = upload.file?.bytes ?? 0;
    headers["content-length"] = wanted.length ?? 0;
    headers["content-type"] = "application/octet-stream";
  }
  const { signal } = upload;
  return { method: wanted.method, headers, agent: false, ...(signal ? { signal } : {}) };
}

type Answer = { readonly status: number; readonly text: string };

/** One request, with the file behind it when there is one. Rejects with a `GraphFailure` alone. */
async function exchange(
  access: Access,
  upload: Pick<Upload, "uri"> & Partial<Upload>,
  options: RequestOptions,
): Promise<Answer> {
  const url = uploadAddress(access.host, upload.uri);
  const sent = url.protocol === "https:" ? httpsRequest(url, options) : httpRequest(url, options);
  sent.setTimeout(STALLED_MS, () => sent.destroy(new Error("Nothing moved for a minute.")));
  const answer = new Promise<Answer>((resolve, reject) => {
    sent.on("response", (reply) => void readText(reply).then(resolve, reject));
    sent.on("error", reject);
    sent.on("close", () => reject(new Error("The connection closed without a reply.")));
  });
  try {
    const { file, offset = 0, onProgress } = upload;
    if (!file) sent.end();
    // A refusal may come, and the connection close, before all bytes are out: the answer says why, the broken pipe does not.
    else
      pipeline(file.open(offset), counted(offset, onProgress), sent).catch((error: unknown) =>
        sent.destroy(error instanceof Error ? error : new Error("The file could not be read.")),
      );
    return await answer;
  } catch (error) {
    upload.signal?.throwIfAborted();
    throw transportFailure(error, false);
  }
}

function counted(offset: number, onProgress: Upload["onProgress"]): Transform {
  let sent = offset;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      sent += part.byteLength;
      onProgress?.(sent);
      done(null, part);
    },
  });
}

async function readText(reply: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of reply as AsyncIterable<Buffer>) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new Error("The reply is longer than any the app asks for.");
    parts.push(part);
  }
  return { status: reply.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") };
}

function isSuccess(text: string): boolean {
  return z.object({ success: z.literal(true) }).safeParse(parseJson(text)).success;
}

/** Its failures have a shape of their own: `{debug_info: {retriable, type, message}}` (Content Publishing). */
function refusedUpload(access: Access, status: number, text: string): GraphFailure {
  const failed = Failed.safeParse(parseJson(text));
  const isWorthIt = failed.success ? failed.data.debug_info.retriable : status >= 500;
  return new GraphFailure({
    kind: isWorthIt ? "transient" : "rejected",
    action: isWorthIt ? "retry" : "new-container",
    what: isWorthIt
      ? "Instagram did not take all of the video in."
      : "Instagram refused the video's upload.",
    todo: isWorthIt ? "The app goes on where it stopped." : "The app tries another way.",
    httpStatus: status,
    raw: redact(text, [access.token.reveal()]),
  });
}
