import type { RehearsedCall } from "../../../shared/contract/publishing.ts";
import type { Wire } from "../../graph/wire.ts";
import type { Clock, Ports } from "../../ports.ts";
import type { StandIns } from "./stand-ins.ts";

type Step = RehearsedCall["step"];
type Param = RehearsedCall["params"][number];
type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: string;
};
type Reply = (call: RehearsedCall, asked: Asked) => object;

/** What every request of its kind carries, whatever is asked. */
const MECHANICS = ["accept", "content-type", "content-length"];

/** Where the platform's documents say that videos are sent (Content Publishing, "Resumable upload"). */
const UPLOAD_ORIGIN = "https://rupload.facebook.com";

/** The end of the wire in a rehearsal: it writes down what arrives and answers as a platform on which all goes well. */
export class RehearsedPlatform {
  readonly calls: RehearsedCall[] = [];
  /** What the rehearsal has no answer to: a fault of ours. */
  unforeseen: string | undefined;
  private readonly deps: {
    readonly standIns: StandIns;
    readonly clock: Pick<Clock, "now">;
    readonly dueAt: number;
  };
  private containers = 0;

  constructor(deps: RehearsedPlatform["deps"]) {
    this.deps = deps;
  }

  readonly fetch: Ports["fetch"] = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { method = "GET", body } = init;
    const headers = Object.fromEntries(new Headers(init.headers));
    const text = typeof body === "string" ? { body } : {};
    return Response.json(this.answer({ method, url, headers, ...text }), { headers: this.stamp() });
  };

  readonly wire: Wire = {
    sendOnce: async ({ url, headers, body }) => {
      const text = JSON.stringify(this.answer({ method: "POST", url, headers, body }));
      return { kind: "answered", wire: { status: 200, text, headers: new Headers(this.stamp()) } };
    },
    sendUpload: async ({ url, method, headers }) => ({
      status: 200,
      text: JSON.stringify(this.answer({ method, url, headers })),
    }),
  };

  private stamp() {
    return { date: new Date(this.deps.clock.now()).toUTCString() };
  }

  private answer(asked: Asked): object {
    const { standIns, clock, dueAt } = this.deps;
    const path = standIns.show(asked.url.pathname);
    const line = `${asked.method} ${path.replace(/^\/v\d+\.\d+/, "")}`;
    const found = this.script.find(([pattern]) => pattern.test(line));
    if (!found) {
      this.unforeseen ??= line;
      throw new Error(`There is no answer to ${line} in a rehearsal.`);
    }
    const isItem = new URLSearchParams(asked.body).has("is_carousel_item");
    const call: RehearsedCall = {
      step: isItem ? "create-item" : found[1],
      method: asked.method === "POST" ? "POST" : "GET",
      host: asked.url.host,
      path,
      params: paramsOf(asked).map((param) => ({ ...param, value: standIns.show(param.value) })),
      fromDueMs: clock.now() - dueAt,
    };
    this.calls.push(call);
    return found[2](call, asked);
  }

  /** By method and path. The shapes are those of the documents that the endpoints name. */
  private readonly script: readonly (readonly [RegExp, Step, Reply])[] = [
    [/^POST \/\w+\/media$/, "create-container", (call, asked) => this.container(call, asked)],
    [/^GET \/ig-api-upload\//, "read-upload", () => ({ offset: 0 })],
    [/^POST \/ig-api-upload\//, "upload", () => ({ success: true })],
    [/^GET \/\{container/, "read-container", () => ({ status_code: "FINISHED" })],
    [
      /^GET \/\w+\/content_publishing_limit$/,
      "read-limit",
      () => ({ data: [{ quota_usage: 0, config: { quota_total: 50, quota_duration: 86_400 } }] }),
    ],
    [/^GET \/\w+\/(media|stories)$/, "list-posts", () => ({ data: [] })],
    [/^POST \/\w+\/media_publish$/, "publish", () => ({ id: this.deps.standIns.id("post") })],
    [/^GET \/\{post\}$/, "read-post", () => this.post()],
    [/^GET \/\{post\}\/comments$/, "list-comments", () => ({ data: [] })],
    [
      /^POST \/\{post\}\/comments$/,
      "comment",
      () => ({ id: this.deps.standIns.id("first comment") }),
    ],
    [/^POST \/\{post\}$/, "comments-off", () => ({ success: true })],
  ];

  private container({ params }: RehearsedCall, { url }: Asked): object {
    this.containers += 1;
    const id = this.deps.standIns.id(`container ${this.containers}`);
    if (!params.some(({ name }) => name === "upload_type")) return { id };
    const origin = url.protocol === "https:" ? UPLOAD_ORIGIN : url.origin;
    const version = url.pathname.split("/")[1] ?? "";
    return { id, uri: `${origin}/ig-api-upload/${version}/${id}` };
  }

  private post(): object {
    const { standIns, clock } = this.deps;
    const timestamp = new Date(clock.now()).toISOString();
    return { id: standIns.id("post"), timestamp, permalink: standIns.url("address of the post") };
  }
}

function paramsOf({ url, headers, body }: Asked): Param[] {
  const told = Object.entries(headers).filter(([name]) => !MECHANICS.includes(name));
  const named = (place: Param["place"]) => (entry: readonly [string, string | number]) => ({
    place,
    name: entry[0],
    value: String(entry[1]),
  });
  return [
    ...told.map(named("header")),
    ...[...url.searchParams].map(named("query")),
    ...[...new URLSearchParams(body)].map(named("form")),
  ];
}
