import type { IncomingMessage } from "node:http";
import { Problem, badParameter, problemBody } from "./problem.ts";

/** A request's parameters, whether they came in the query, as a form or as JSON; the body wins. */
export type Params = ReadonlyMap<string, string>;

/** An answer before a fault had its say. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A path is of a file that is sent as it is. */
  readonly body: string | Buffer | { readonly path: string };
};

const BODY_BYTES = 1024 * 1024;
const FILE_BYTES = 24 * BODY_BYTES;

export function jsonReply(value: unknown, status = 200): Reply {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { status, headers, body: JSON.stringify(value) };
}

/** The answer for something thrown: a refusal as the platform words it, anything else as its "unknown error". */
export function problemReply(error: unknown): Reply {
  const parts =
    error instanceof Problem
      ? error.parts
      : { code: 1, status: 500, message: "An unknown error has occurred." };
  return jsonReply(problemBody(parts), parts.status ?? 400);
}

/** A request's parameters and the files of a multipart form. */
export type Form = { readonly params: Params; readonly files: ReadonlyMap<string, Buffer> };

/** @throws Problem 100 when the body is too large or not what its type says. */
export async function readForm(request: IncomingMessage, url: URL): Promise<Form> {
  const params = new Map(url.searchParams);
  const files = new Map<string, Buffer>();
  const type = request.headers["content-type"] ?? "application/x-www-form-urlencoded";
  // Only a multipart form brings files.
  const body = await readBody(request, /^multipart/i.test(type) ? FILE_BYTES : BODY_BYTES);
  if (body.length === 0) return { params, files };
  for (const [name, value] of /json/i.test(type) ? parseJson(body) : await parseForm(body, type)) {
    if (typeof value === "string") params.set(name, value);
    else files.set(name, Buffer.from(await value.arrayBuffer()));
  }
  return { params, files };
}

export async function readBody(request: IncomingMessage, most = BODY_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) throw badParameter("The request is too large");
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): [string, string][] {
  const value = tryJson(body);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw badParameter("The request body is not a JSON object");
  return Object.entries(value)
    .filter(([, field]) => field !== null)
    .map(([name, field]) => [name, typeof field === "string" ? field : JSON.stringify(field)]);
}

function tryJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    // The caller words the refusal.
    return undefined;
  }
}

async function parseForm(body: Buffer, type: string): Promise<[string, string | File][]> {
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": type },
    }).formData();
    return [...form];
  } catch {
    throw badParameter("The request body could not be read");
  }
}
