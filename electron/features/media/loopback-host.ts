import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A picture that can be fetched from outside the app until it is released. */
export type HostedPicture = { readonly url: string; release(): Promise<void> };

/**
 * Where the practice Instagram fetches pictures: on this computer only, at addresses nobody can guess, each only while
 * its publication needs it. Starts with the first picture.
 */
export class LoopbackHost {
  private readonly files = new Map<string, string>();
  private server: Promise<Server> | undefined;

  async host(file: string): Promise<HostedPicture> {
    this.server ??= listen((request, reply) => void this.answer(request, reply));
    const { port } = (await this.server).address() as AddressInfo;
    const path = `/${randomBytes(24).toString("base64url")}.jpg`;
    this.files.set(path, file);
    return {
      url: `http://127.0.0.1:${port}${path}`,
      release: () => Promise.resolve(void this.files.delete(path)),
    };
  }

  async stop(): Promise<void> {
    this.files.clear();
    const server = await this.server;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const file = this.files.get(request.url ?? "");
    if (request.method !== "GET" && request.method !== "HEAD")
      return void reply.writeHead(405, { allow: "GET, HEAD" }).end();
    if (file === undefined) return void reply.writeHead(404).end();
    try {
      const { size } = await stat(file);
      reply.writeHead(200, { "content-type": "image/jpeg", "content-length": size });
      if (request.method === "HEAD") return void reply.end();
      createReadStream(file)
        .on("error", () => reply.destroy())
        .pipe(reply);
    } catch {
      reply.writeHead(404).end(); // the file is gone; whoever fetches it says so
    }
  }
}

async function listen(
  answer: (request: IncomingMessage, reply: ServerResponse) => void,
): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  return server;
}
