import type { IncomingMessage } from "node:http";
import type { Writer } from "./arrivals.ts";
import { parseAddress } from "./fetch-media.ts";
import { jsonReply, type Reply } from "./exchange.ts";
import type { FaultRule } from "./faults.ts";
import { misbehave, type Outcome } from "./misbehave.ts";
import { Problem, problemBody } from "./problem.ts";
import type { Practice } from "./practice.ts";
import { authenticate, needScope, SCOPES } from "./session.ts";
import type { Container } from "./store.ts";
import { hashToken } from "./tokens.ts";

/** True for the paths of the upload host, `rupload.facebook.com` on the platform. */
export function isUploadPath(path: string): boolean {
  return path.startsWith("/ig-api-upload/");
}

/** A refusal in the upload host's own shape, which is not Graph's. */
class UploadRefusal extends Error {
  readonly isRetriable: boolean;

  constructor(message: string, isRetriable = false) {
    super(message);
    this.isRetriable = isRetriable;
  }
}

/**
 * Takes a video in pieces (Content Publishing, "resumable upload"): `POST` with the headers `Authorization: OAuth`, `offset` and
 * `file_size`, or `file_url`; `GET` tells how many bytes are here, which Meta does not document.
 */
export async function answerUpload(
  practice: Practice,
  request: IncomingMessage,
  path: string,
): Promise<Outcome> {
  const containerId = path.split("/").findLast(Boolean) ?? "";
  const method = request.method ?? "GET";
  const endpoint = method === "POST" ? "upload" : "upload-offset";
  const { offset, file_size } = request.headers;
  const params =
    offset === undefined ? {} : { offset: String(offset), file_size: String(file_size) };
  const about = { at: practice.now(), objectId: containerId, creationId: null };
  practice.seen.add({ endpoint, method, path, params, ...about });
  const rule = practice.faults.meet(endpoint);
  const upload = { practice, request, containerId };
  if (rule?.effect.kind === "cut") return cutShort(upload, rule.effect.afterBytes);
  return misbehave(rule, {
    act: () => act(upload, rule),
    endToken: (subcode) => endToken(upload, subcode),
    faults: practice.faults,
  });
}

type Upload = {
  readonly practice: Practice;
  readonly request: IncomingMessage;
  readonly containerId: string;
};

async function act(upload: Upload, rule: FaultRule | undefined): Promise<Reply> {
  try {
    if (rule?.effect.kind === "upload-failure")
      throw new UploadRefusal("Scripted fault", rule.effect.isRetriable);
    const container = openContainer(upload);
    if (upload.request.method !== "POST") return jsonReply(offsetOf(upload, container));
    const from = upload.request.headers["file_url"];
    if (typeof from === "string") return fetchInstead(upload, container, from);
    await receive(upload, container);
    return jsonReply({ success: true, message: "Upload successful." });
  } catch (error) {
    await drain(upload.request);
    return refusal(error);
  }
}

/** The caller's own container that waits for an upload. @throws UploadRefusal, Problem */
function openContainer({ practice, request, containerId }: Upload): Container {
  const { headers } = request;
  const session = authenticate(practice.store, { headers, params: new Map() }, practice.now());
  needScope(session, SCOPES.publish);
  const container = practice.store.container(containerId);
  const isOwn = session.accounts.some((one) => one.platformUserId === container?.platformUserId);
  if (!container || !isOwn || container.source !== "upload")
    throw new UploadRefusal("There is no such upload.");
  return container;
}

function offsetOf({ practice, containerId }: Upload, { readyAt }: Container): object {
  return {
    id: containerId,
    offset: practice.arrivals.received(containerId),
    done: readyAt !== null,
  };
}

function fetchInstead({ practice }: Upload, container: Container, from: string): Reply {
  practice.arrivals.download(practice, container, parseAddress("file_url", from));
  return jsonReply({ success: true, message: "Upload successful." });
}

/** @throws UploadRefusal when offset or size do not fit what is here, or when the connection ends too soon. */
async function receive(upload: Upload, container: Container, most = Infinity): Promise<void> {
  const { practice, request, containerId } = upload;
  const { arrivals } = practice;
  if (container.readyAt !== null) throw new UploadRefusal("The upload is complete already.");
  const offset = numberIn(request, "offset");
  const size = numberIn(request, "file_size");
  const here = arrivals.received(containerId);
  if (offset !== here)
    throw new UploadRefusal(`The offset ${offset} does not match the ${here} bytes received.`);
  const writer = arrivals.write(containerId);
  if (!writer) throw new UploadRefusal("Another request is uploading.", true);
  try {
    await keepBody(request, writer, { most, room: size - here });
  } finally {
    writer.end();
    record(practice, containerId, offset);
  }
  if (arrivals.received(containerId) < size)
    throw new UploadRefusal("The connection ended before all bytes were received.", true);
  await arrivals.finish(practice, container);
}

async function keepBody(
  request: IncomingMessage,
  writer: Writer,
  { most, room }: { readonly most: number; readonly room: number },
): Promise<void> {
  let taken = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      const part = chunk.subarray(0, most - taken);
      taken += part.length;
      if (taken > room) throw new UploadRefusal("There are more bytes than file_size.");
      writer.keep(part);
      if (taken >= most) return;
    }
  } catch (error) {
    if (error instanceof UploadRefusal) throw error;
    // The client hung up: what came is kept, and its next request says from where it goes on.
  }
}

/** Leaves the connection alone when the loop ends early. */
function chunksOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false });
}

/** Reads what is still coming, so that whoever sends it hears the answer. */
async function drain(request: IncomingMessage): Promise<void> {
  try {
    for await (const chunk of chunksOf(request)) if (chunk.length === 0) return;
  } catch {
    // Who has hung up hears no answer.
  }
}

function record(practice: Practice, containerId: string, offset: number): void {
  if (!practice.isOpen()) return;
  const bytes = practice.arrivals.received(containerId) - offset;
  practice.store.record({ kind: "upload", at: practice.now(), containerId, offset, bytes });
}

async function cutShort(upload: Upload, afterBytes: number): Promise<Outcome> {
  try {
    await receive(upload, openContainer(upload), afterBytes);
  } catch {
    // Whatever is said, nobody hears it: the socket is destroyed.
  }
  return "drop";
}

function endToken({ practice, request }: Upload, subcode: number | null): void {
  const { headers } = request;
  const { token } = authenticate(practice.store, { headers, params: new Map() }, practice.now());
  const hash = hashToken(token);
  practice.store.record({ kind: "token-death", at: practice.now(), hash, subcode });
}

function numberIn({ headers }: IncomingMessage, name: string): number {
  const text = headers[name];
  if (typeof text !== "string" || !/^\d{1,12}$/.test(text))
    throw new UploadRefusal(`The header ${name} is missing or no number.`);
  return Number(text);
}

/** `{debug_info: {retriable, type, message}}`, the message itself a JSON text. */
function refusal(error: unknown): Reply {
  const problem = error instanceof Problem ? problemBody(error.parts) : undefined;
  const words = error instanceof Error ? error.message : "unknown";
  const message = JSON.stringify(problem ?? { success: false, error: { message: words } });
  const retriable = error instanceof UploadRefusal && error.isRetriable;
  return jsonReply({ debug_info: { retriable, type: "ProcessingFailedError", message } }, 400);
}
