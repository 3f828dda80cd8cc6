import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { readWhole } from "./read-whole.ts";
import type { WireReply } from "./reply.ts";

/** How one request ended. `unsent`: no byte had left. `unanswered`: bytes may have left, and no whole reply came. */
export type Sent =
  | { readonly kind: "unsent"; readonly error: unknown }
  | { readonly kind: "unanswered"; readonly error: unknown }
  | { readonly kind: "answered"; readonly wire: WireReply };

export type OneRequest = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From now to the last byte of the reply. */
  readonly timeoutMs: number;
};

const MOST_BYTES = 1_000_000;

/**
 * Sends one POST over a connection of its own and never again: Node's HTTP, no kept-alive socket, no redirect, no retry
 * (docs/decisions: Chromium re-sends a POST whose socket dies). Nothing is written before the connection stands, TLS included,
 * so an earlier failure proves that the server saw no request. Never rejects.
 */
export function sendOnce(request: OneRequest): Promise<Sent> {
  return new Promise((resolve) => {
    const isTls = request.url.protocol === "https:";
    let isWriting = false;
    let isAnswered = false;
    const fail = (error: unknown) => resolve({ kind: isWriting ? "unanswered" : "unsent", error });
    const options = {
      method: "POST",
      headers: { ...request.headers, "content-length": Buffer.byteLength(request.body) },
      signal: AbortSignal.timeout(request.timeoutMs),
    };
    const sent = isTls
      ? httpsRequest(request.url, { ...options, agent: new HttpsAgent({ keepAlive: false }) })
      : httpRequest(request.url, { ...options, agent: new HttpAgent({ keepAlive: false }) });
    sent.on("socket", (socket) =>
      socket.once(isTls ? "secureConnect" : "connect", () => {
        isWriting = true;
        sent.end(request.body);
      }),
    );
    sent.on("response", (reply) => {
      isAnswered = true;
      readWhole(reply, MOST_BYTES).then((wire) => resolve({ kind: "answered", wire }), fail);
    });
    sent.on("error", fail);
    sent.on("close", () => {
      if (!isAnswered) fail(new Error("The connection closed without a reply."));
    });
  });
}
