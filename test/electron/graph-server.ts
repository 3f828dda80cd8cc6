import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Secret } from "../../electron/lib/secret.ts";
import type { Access } from "../../electron/graph/access.ts";

export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
};
export type Answer = (response: ServerResponse, seen: Seen) => void;

/** A server on loopback that answers each request as the test says and remembers what it saw. */
export type GraphServer = AsyncDisposable & {
  readonly origin: string;
  readonly seen: Seen[];
  /** How many connections were made, requests on them or not. */
  readonly connections: () => number;
  answer(answer: Answer): void;
};

export async function startGraphServer(first: Answer = refuse(100)): Promise<GraphServer> {
  const seen: Seen[] = [];
  let answer = first;
  let connections = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://localhost");
      const entry: Seen = {
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        form: new URLSearchParams(Buffer.concat(parts).toString()),
        headers: request.headers,
      };
      seen.push(entry);
      answer(response, entry);
    });
  });
  server.on("connection", () => void (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    connections: () => connections,
    answer: (next) => void (answer = next),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function reply(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** Answers with an error of the platform. */
export function refuse(code: number, subcode?: number, status = 400): Answer {
  return reply(
    {
      error: {
        message: "as the platform says it",
        type: "OAuthException",
        code,
        error_subcode: subcode,
        fbtrace_id: "Abc",
      },
    },
    status,
  );
}

/** A port on which nobody listens. */
export async function deadOrigin(): Promise<string> {
  const server = await startGraphServer();
  await server[Symbol.asyncDispose]();
  return server.origin;
}

/** Long enough to be one, and easy to find wherever it should not be. */
export const CANARY = "IGAAcanary0Token0That0Must0Never0Be0Seen0Anywhere0123456789";

export function accessTo(host: string): Access {
  return {
    accountId: "account-1",
    platformUserId: "17841400000000001",
    host,
    version: "v26.0",
    token: new Secret(CANARY),
    tokenGeneration: 1,
  };
}
