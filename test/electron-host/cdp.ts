import type { Readable, Writable } from "node:stream";

type Reply = {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: never;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};
type Waiting = { resolve(result: unknown): void; reject(error: Error): void };
export type Listener = (params: never, sessionId: string | undefined) => void;

/**
 * The Chrome DevTools Protocol over the browser's pipe: JSON messages ended by a zero byte. The pipe is also the
 * browser's lifeline: it ends when we do, however we end.
 */
export class Cdp {
  private readonly input: Writable;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private parts: Buffer[] = [];
  private nextId = 0;
  private isClosed = false;

  constructor(input: Writable, output: Readable) {
    this.input = input;
    output.on("data", (bytes: Buffer) => this.read(bytes));
    output.on("close", () => this.close());
    input.on("error", () => this.close());
  }

  /** Sends one command, to a page when `sessionId` is given. */
  async send<T = Record<string, unknown>>(
    method: string,
    params: object = {},
    sessionId?: string,
  ): Promise<T> {
    if (this.isClosed) throw new Error(`${method}: the browser is gone`);
    this.nextId += 1;
    const id = this.nextId;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
    this.input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return (await answer) as T;
  }

  /** Listens to one event of the browser or of one page. Returns how to stop. */
  on(method: string, fn: Listener, sessionId?: string): () => void {
    const key = keyOf(method, sessionId);
    const set = this.listeners.get(key) ?? new Set<Listener>();
    this.listeners.set(key, set.add(fn));
    return () => set.delete(fn);
  }

  private read(bytes: Buffer): void {
    let rest = bytes;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.parts, rest.subarray(0, end)]).toString("utf8");
      this.parts = [];
      rest = rest.subarray(end + 1);
      this.take(JSON.parse(text) as Reply);
    }
    if (rest.length > 0) this.parts.push(rest);
  }

  private take(message: Reply): void {
    if (message.id === undefined) {
      for (const fn of this.listeners.get(keyOf(message.method ?? "", message.sessionId)) ?? [])
        fn(message.params as never, message.sessionId);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result);
  }

  private close(): void {
    this.isClosed = true;
    for (const call of this.waiting.values()) call.reject(new Error("The browser is gone"));
    this.waiting.clear();
  }
}

function keyOf(method: string, sessionId: string | undefined): string {
  return `${sessionId ?? ""} ${method}`;
}
