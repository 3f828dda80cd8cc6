import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { PracticeServer, type PracticeOptions } from "../../electron/practice/server.ts";

/** The answers of the API, taken together: a test looks at what its call should bring. */
export type GraphBody = {
  readonly id: string;
  /** Of a resumable upload. */
  readonly uri: string;
  readonly user_id: string;
  readonly status_code: string;
  readonly status: string;
  readonly access_token: string;
  readonly expires_in: number;
  readonly data: readonly {
    readonly id: string;
    readonly caption?: string;
    readonly permalink: string;
    readonly media_url: string;
    readonly quota_usage?: number;
    readonly [field: string]: unknown;
  }[];
  readonly paging: {
    readonly cursors: { readonly before: string; readonly after: string };
    readonly next?: string;
    readonly previous?: string;
  };
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly code: number;
    readonly error_subcode?: number;
    readonly fbtrace_id: string;
  };
  /** What came when it was no JSON. */
  readonly text: string;
};

/** A practice Instagram with one account, called with plain fetch: nothing of the app's own client takes part. */
export type Practised = AsyncDisposable & {
  readonly server: PracticeServer;
  readonly clock: { now(): number; advance(ms: number): void };
  readonly folder: string;
  readonly userId: string;
  readonly token: string;
  /** One call of the API; parameters go into the query, or as a form when it is a POST. */
  readonly call: (
    method: "GET" | "POST" | "DELETE",
    path: string,
    params?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: GraphBody }>;
  /** A container that is ready, of `pictureUrl`. */
  container(caption: string): Promise<string>;
  /** A container of these parameters that is ready: what it processes is over. @throws when it is refused. */
  make(params: Readonly<Record<string, string>>): Promise<string>;
  /** Publishes a container and answers the id of the post. @throws when it is refused. */
  publish(creation_id: string): Promise<string>;
  /** `status` in words. */
  status(containerId: string): Promise<string>;
  /** Makes, waits, publishes. */
  post(caption: string): Promise<string>;
  /** How many publishes the ledger holds. */
  published(): number;
};

let pictureHost: Promise<PictureHost> | undefined;

export async function practise(
  options: Partial<PracticeOptions> & { readonly login?: "instagram" | "facebook" } = {},
): Promise<Practised> {
  let time = Date.UTC(2026, 9, 8, 12);
  const clock = { now: () => time, advance: (ms: number) => void (time += ms) };
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "practice-"));
  const server = new PracticeServer({
    clock,
    ...options,
    behaviour: { processingMs: 2000, ...options.behaviour },
    folder,
  });
  await server.start();
  const { platformUserId } = server.createAccount({
    username: "defeah.home",
    name: "Defeah",
    login: options.login,
  });
  const { token } = server.issueToken(platformUserId);
  const host = await (pictureHost ??= hostPictures());
  const call: Practised["call"] = (method, path, params = {}) =>
    callGraph(`${server.origin}${path}`, method, { access_token: token, ...params });
  const status = async (containerId: string): Promise<string> =>
    (await call("GET", `/v26.0/${containerId}`, { fields: "status" })).body.status;
  const make: Practised["make"] = async (params) => {
    const made = await call("POST", `/v26.0/${platformUserId}/media`, params);
    if (made.status !== 200) throw new Error(JSON.stringify(made.body.error));
    clock.advance(6000);
    return made.body.id;
  };
  const publish: Practised["publish"] = async (creation_id) => {
    const out = await call("POST", `/v26.0/${platformUserId}/media_publish`, { creation_id });
    if (out.status !== 200) throw new Error(JSON.stringify(out.body.error));
    return out.body.id;
  };
  const container = async (caption: string): Promise<string> => {
    const made = await call("POST", "/v26.0/me/media", { image_url: host.url, caption });
    clock.advance(2000);
    return made.body.id;
  };
  return {
    server,
    clock,
    folder,
    userId: platformUserId,
    token,
    call,
    container,
    make,
    publish,
    status,
    post: async (caption) => {
      const creation_id = await container(caption);
      return (await call("POST", "/v26.0/me/media_publish", { creation_id })).body.id;
    },
    published: () => server.ledger().filter((entry) => entry.kind === "publish").length,
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** Plain fetch on a fresh connection. An empty or torn body comes back as its text. */
export async function callGraph(
  url: string,
  method: "GET" | "POST" | "DELETE",
  params: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: GraphBody }> {
  const query = new URLSearchParams(params);
  const headers = { connection: "close" };
  const reply = await fetch(
    method === "GET" ? `${url}?${query}` : url,
    method === "GET" ? { headers } : { method, headers, body: query },
  );
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, body: parse(text) };
}

function parse(text: string): GraphBody {
  try {
    return JSON.parse(text) as GraphBody;
  } catch {
    // A torn answer is what the test looks at.
    return { text } as GraphBody;
  }
}

export type PictureHost = {
  readonly url: string;
  /** Serves something else under a path of its own. */
  serve(answer: (request: IncomingMessage, response: ServerResponse) => void): string;
};

/** A web server with a JPEG of 1080 × 1350 at `url`. Does not keep the process alive. */
export async function hostPictures(): Promise<PictureHost> {
  const answers = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  const server = createServer((request, response) => {
    answers.get(request.url ?? "")?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  const serve: PictureHost["serve"] = (answer) => {
    const path = `/${answers.size + 1}`;
    answers.set(path, answer);
    return `http://127.0.0.1:${port}${path}`;
  };
  const jpeg = await picture(1080, 1350);
  return { url: serve((_request, response) => response.end(jpeg)), serve };
}

/** A plain picture of that size. */
export function picture(
  width: number,
  height: number,
  format: "jpeg" | "png" = "jpeg",
): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#a84b26" } })
    .toFormat(format)
    .toBuffer();
}

/**
 * Goes through the login page at `authorizeUrl` as a person does: opens it, follows a link, and answers the address the browser
 * is sent back to. @throws when the page offers no such link.
 */
export async function logIn(
  authorizeUrl: string,
  decision: "allow" | "allow-part" | "deny" = "allow",
): Promise<URL> {
  const page = await (await fetch(authorizeUrl)).text();
  const link = new RegExp(`href="([^"]*)"\\s+data-decision="${decision}"`).exec(page)?.[1];
  if (link === undefined) throw new Error(`No link to ${decision}: ${page}`);
  const target = new URL(link.replaceAll("&amp;", "&"), authorizeUrl);
  const reply = await fetch(target, { redirect: "manual" });
  return new URL(reply.headers.get("location") ?? "");
}
