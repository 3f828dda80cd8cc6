import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readWhole } from "./read-whole.ts";

/** One request to the upload host: a question, or the bytes of a file from some point on. */
export type OneUpload = {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: {
    open(): Readable;
    /** Told how many bytes have left in all, those before `from` included. */
    readonly from: number;
    readonly onProgress?: ((sent: number) => void) | undefined;
  };
  readonly signal?: AbortSignal | undefined;
};

export type UploadAnswer = { readonly status: number; readonly text: string };

/** A connection on which nothing moves for so long is dead. */
const STALLED_MS = 60_000;
const MOST_BYTES = 100_000;

/** Sends it over a connection of its own. Rejects with whatever the network says. */
export async function sendUpload(upload: OneUpload): Promise<UploadAnswer> {
  const { url, method, headers, body, signal } = upload;
  const options = { method, headers, agent: false, ...(signal ? { signal } : {}) } as const;
  const sent = url.protocol === "https:" ? httpsRequest(url, options) : httpRequest(url, options);
  sent.setTimeout(STALLED_MS, () => sent.destroy(new Error("Nothing moved for a minute.")));
  const answer = new Promise<UploadAnswer>((resolve, reject) => {
    sent.on("response", (reply) => void readWhole(reply, MOST_BYTES).then(resolve, reject));
    sent.on("error", reject);
    sent.on("close", () => reject(new Error("The connection closed without a reply.")));
  });
  if (!body) sent.end();
  // A refusal may come, and the connection close, before all bytes are out: the answer says why, the broken pipe does not.
  else
    pipeline(body.open(), counted(body), sent).catch((error: unknown) =>
      sent.destroy(error instanceof Error ? error : new Error("The file could not be read.")),
    );
  return answer;
}

function counted({ from, onProgress }: NonNullable<OneUpload["body"]>): Transform {
  let sent = from;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      sent += part.byteLength;
      onProgress?.(sent);
      done(null, part);
    },
  });
}
