import { createHash, createHmac } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

type Key = { readonly accessKeyId: string; readonly secretAccessKey: string };
export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly agent: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
};
type Reply = { readonly status: number; readonly code?: string; readonly body?: Buffer };

/**
 * A small S3-compatible host for tests: holds objects in memory and lets in only what AWS's signature version 4 allows,
 * recomputed here from its description with node:crypto, not with the library under test.
 */
export class ObjectStore {
  readonly objects = new Map<string, Buffer>();
  readonly seen: Seen[] = [];
  /** Answers instead of the store, once per call, as a broken or hostile host would. */
  misbehave:
    | ((
        method: string,
      ) => { status: number; headers?: Record<string, string>; body?: string } | undefined)
    | undefined;
  private readonly key: Key;
  private readonly region: string;
  private readonly now: () => number;
  private readonly server = createServer((request, reply) => {
    void this.answer(request, reply);
  });

  constructor(given: { readonly key: Key; readonly region: string; readonly now: () => number }) {
    this.key = given.key;
    this.region = given.region;
    this.now = given.now;
  }

  /** Where it listens. */
  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this.origin;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { status, code, body, headers } = await this.handle(request);
    this.seen.push({
      method: request.method ?? "",
      path: request.url ?? "",
      agent: request.headers["user-agent"] ?? "",
      status,
      headers: request.headers,
    });
    const error = code ? `<Error><Code>${code}</Code></Error>` : "";
    reply.writeHead(status, headers).end(body ?? error);
  }

  private async handle(
    request: IncomingMessage,
  ): Promise<Reply & { readonly headers?: Record<string, string> | undefined }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const odd = this.misbehave?.(request.method ?? "");
    if (odd) return { status: odd.status, headers: odd.headers, body: Buffer.from(odd.body ?? "") };
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const refused = url.searchParams.has("X-Amz-Signature")
      ? this.checkLink(request, url)
      : this.checkHeaders(request, url, body);
    return refused
      ? { status: 403, code: refused }
      : this.act(request.method ?? "", url.pathname, body);
  }

  private act(method: string, path: string, body: Buffer): Reply {
    if (method === "PUT") {
      this.objects.set(path, body);
      return { status: 200 };
    }
    const found = this.objects.get(path);
    if (method === "DELETE") {
      this.objects.delete(path);
      return { status: 204 };
    }
    return found ? { status: 200, body: found } : { status: 404, code: "NoSuchKey" };
  }

  private checkHeaders(request: IncomingMessage, url: URL, body: Buffer): string | undefined {
    const found =
      /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
        request.headers.authorization ?? "",
      );
    if (!found) return "AccessDenied";
    const [, credential = "", signedHeaders = "", signature] = found;
    const payload = String(request.headers["x-amz-content-sha256"]);
    if (payload !== sha256(body)) return "XAmzContentSHA256Mismatch";
    if (!signedHeaders.split(";").includes("x-amz-content-sha256")) return "AccessDenied";
    const at = String(request.headers["x-amz-date"]);
    if (Math.abs(this.now() - instantOf(at)) > 15 * 60_000) return "RequestTimeTooSkewed";
    return this.compare({ request, url, credential, signedHeaders, payload, at, signature });
  }

  private checkLink(request: IncomingMessage, url: URL): string | undefined {
    const given = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? "";
    const [at, signature] = [given("Date"), given("Signature")];
    if (this.now() > instantOf(at) + Number(given("Expires")) * 1000) return "AccessDenied";
    const credential = given("Credential");
    const signedHeaders = given("SignedHeaders");
    url.searchParams.delete("X-Amz-Signature");
    const payload = "UNSIGNED-PAYLOAD";
    return this.compare({ request, url, credential, signedHeaders, payload, at, signature });
  }

  /** “Create a signed AWS API request”, AWS Signature Version 4: canonical request, string to sign, derived key. */
  private compare(claim: {
    readonly request: IncomingMessage;
    readonly url: URL;
    readonly credential: string;
    readonly signedHeaders: string;
    readonly payload: string;
    readonly at: string;
    readonly signature: string | undefined;
  }): string | undefined {
    const { request, url, signedHeaders, at } = claim;
    const [id, ...scope] = claim.credential.split("/");
    if (id !== this.key.accessKeyId) return "InvalidAccessKeyId";
    const day = at.slice(0, 8);
    if (scope.join("/") !== `${day}/${this.region}/s3/aws4_request`)
      return "AuthorizationHeaderMalformed";
    const query = [...url.searchParams]
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .sort()
      .join("&");
    const headers = signedHeaders
      .split(";")
      .map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
    const canonical = [
      request.method,
      url.pathname,
      query,
      headers.join(""),
      signedHeaders,
      claim.payload,
    ];
    const text = ["AWS4-HMAC-SHA256", at, scope.join("/"), sha256(canonical.join("\n"))].join("\n");
    const key = [day, this.region, "s3", "aws4_request"].reduce<Buffer>(
      (secret, part) => createHmac("sha256", secret).update(part).digest(),
      Buffer.from(`AWS4${this.key.secretAccessKey}`),
    );
    const right = createHmac("sha256", key).update(text).digest("hex");
    return right === claim.signature ? undefined : "SignatureDoesNotMatch";
  }
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function instantOf(at: string): number {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(at) ?? [];
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
}
