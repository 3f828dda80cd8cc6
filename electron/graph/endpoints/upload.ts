import type { Readable } from "node:stream";
import { z } from "zod";
import type { Access } from "../access.ts";
import { uploadAddress } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { GraphFailure } from "../failure.ts";
import { redact } from "../redact.ts";
import { parseJson } from "../reply.ts";
import type { OneUpload, UploadAnswer } from "../send-upload.ts";
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
export async function uploadVideo(
  graph: GraphClient,
  access: Access,
  upload: Upload,
): Promise<void> {
  const { file, offset, onProgress } = upload;
  const { status, text } = await exchange(graph, access, {
    ...upload,
    method: "POST",
    headers: {
      offset: String(offset),
      file_size: file.bytes,
      "content-length": file.bytes - offset,
      "content-type": "application/octet-stream",
    },
    body: { open: () => file.open(offset), from: offset, onProgress },
  });
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
  graph: GraphClient,
  access: Access,
  upload: Pick<Upload, "uri" | "signal">,
): Promise<number | null> {
  const { status, text } = await exchange(graph, access, { ...upload, method: "GET", headers: {} });
  const told = z
    .object({ offset: z.coerce.number().int().nonnegative() })
    .safeParse(parseJson(text));
  return status < 300 && told.success ? told.data.offset : null;
}

type Wanted = Omit<OneUpload, "url"> & Pick<Upload, "uri">;

/** One request to where the platform wants the bytes. Rejects with a `GraphFailure` alone. */
async function exchange(
  { wire }: GraphClient,
  access: Access,
  { uri, headers, ...wanted }: Wanted,
): Promise<UploadAnswer> {
  const url = uploadAddress(access.host, uri);
  const authorization = `OAuth ${access.token.reveal()}`;
  try {
    return await wire.sendUpload({ ...wanted, url, headers: { authorization, ...headers } });
  } catch (error) {
    wanted.signal?.throwIfAborted();
    throw transportFailure(error, false);
  }
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
