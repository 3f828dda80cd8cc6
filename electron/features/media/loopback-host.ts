import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A file that can be fetched from outside the app until it is released. */
export type HostedFile = { readonly url: string; release(): Promise<void> };

/** A file of the store, what it is, and how its address ends. */
export type LocalFile = {
  readonly file: string;
  readonly mime: string;
  readonly extension: string;
};

/**
 * Where the practice Instagram fetches pictures and videos: on this computer only, at addresses nobody can guess, each only while
 * its publication needs it. Starts with the first file.
 */
export class LoopbackHost {
  private readonly files = new Map<string, LocalFile>();
  private server: Promise<Server> | undefined;

  async host(file: LocalFile): Promise<HostedFile> {
    this.server ??= listen((request, reply) => void this.answer(request, reply));
    const { port } = (await this.server).address() as AddressInfo;
    const path = `/${randomBytes(24).toString("base64url")}.${file.extension}`;
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
    const hosted = this.files.get(request.url ?? "");
    if (request.method !== "GET" && request.method !== "HEAD")
      return void reply.writeHead(405, { allow: "GET, HEAD" }).end();
    if (hosted === undefined) return void reply.writeHead(404).end();
    try {
      const { size } = await stat(hosted.file);
      reply.writeHead(200, { "content-type": hosted.mime, "content-length": size });
      if (request.method === "HEAD") return void reply.end();
      createReadStream(hosted.file)
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
