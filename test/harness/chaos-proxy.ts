import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";

export type Direction = "to-server" | "to-client";
type Flow = {
  isStalled: boolean;
  bytesPerSecond: number;
  /** Bytes of this direction that a connection passes before it is cut. */
  cutAfterBytes: number;
};

/** A TCP proxy on loopback that cuts, stalls without a word, or slows down either direction, while connections are open. */
export class ChaosProxy {
  private readonly flows: Readonly<Record<Direction, Flow>> = {
    "to-server": openFlow(),
    "to-client": openFlow(),
  };
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private readonly targetPort: number;
  private isRefusing = false;
  private port = 0;
  private changed = Promise.withResolvers<void>();
  /** Connections taken so far. */
  connectionCount = 0;

  constructor(targetPort: number) {
    this.targetPort = targetPort;
    this.server = createServer({ allowHalfOpen: true }, (client) => this.accept(client));
  }

  /** Resolves with its own origin, `http://127.0.0.1:PORT`. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.server.unref();
    this.port = (this.server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.heal();
    if (!this.server.listening) return this.cut();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.cut();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Resets every open connection, on both sides. */
  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Cuts each connection once it has passed so many bytes in that direction: 0 is at the first byte. */
  cutAfter(direction: Direction, bytes: number): void {
    this.change(direction, { cutAfterBytes: bytes });
  }

  /** Half-open: nothing more is passed in that direction, not even an end. What arrives waits for `heal`. */
  stall(direction: Direction): void {
    this.change(direction, { isStalled: true });
  }

  throttle(direction: Direction, bytesPerSecond: number): void {
    this.change(direction, { bytesPerSecond });
  }

  /** New connections are reset at once. Those that are open go on. */
  refuse(): void {
    this.isRefusing = true;
  }

  /** As without a network: what is open is reset, and nobody listens any more until `comeBack`. */
  leave(): void {
    if (this.server.listening) this.server.close();
    this.cut();
  }

  /** At the same address as before. */
  async comeBack(): Promise<void> {
    if (this.server.listening) return;
    const listening = Promise.withResolvers<void>();
    this.server.listen(this.port, "127.0.0.1", () => listening.resolve());
    this.server.unref();
    await listening.promise;
  }

  /** As if nothing had been asked; what was stalled goes on. */
  heal(): void {
    this.isRefusing = false;
    this.change("to-server", openFlow());
    this.change("to-client", openFlow());
  }

  private change(direction: Direction, flow: Partial<Flow>): void {
    Object.assign(this.flows[direction], flow);
    this.changed.resolve();
    this.changed = Promise.withResolvers<void>();
  }

  private accept(client: Socket): void {
    this.connectionCount++;
    // Errors show in the pumps; a socket without a listener would end the process.
    client.on("error", () => {});
    if (this.isRefusing) return void client.resetAndDestroy();
    const upstream = connect({ port: this.targetPort, host: "127.0.0.1", allowHalfOpen: true });
    upstream.on("error", () => {});
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    }
    void this.pump("to-server", client, upstream);
    void this.pump("to-client", upstream, client);
  }

  private async pump(direction: Direction, source: Socket, sink: Socket): Promise<void> {
    let passed = 0;
    try {
      for await (const piece of this.pieces(direction, source)) {
        await this.passage(direction, piece.length);
        passed += piece.length;
        if (passed > this.flows[direction].cutAfterBytes) throw new Error("cut");
        sink.write(piece);
      }
      await this.passage(direction, 0);
      sink.end();
    } catch {
      // One side was reset: so is the other, unless the line is dead and nobody can know.
      await this.passage(direction, 0);
      source.resetAndDestroy();
      sink.resetAndDestroy();
    }
  }

  private async *pieces(direction: Direction, source: Socket): AsyncGenerator<Buffer> {
    for await (const chunk of source.iterator({ destroyOnReturn: false }))
      yield* this.slices(direction, chunk as Buffer);
  }

  private *slices(direction: Direction, chunk: Buffer): Generator<Buffer> {
    const { bytesPerSecond } = this.flows[direction];
    const size = Math.max(1, Math.min(chunk.length, Math.floor(bytesPerSecond / 20)));
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
  }

  /** Waits while the direction is stalled, and as long as its speed asks. */
  private async passage(direction: Direction, bytes: number): Promise<void> {
    const flow = this.flows[direction];
    while (flow.isStalled) await this.changed.promise;
    const waitMs = (1000 * bytes) / flow.bytesPerSecond;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function openFlow(): Flow {
  return { isStalled: false, bytesPerSecond: Infinity, cutAfterBytes: Infinity };
}
