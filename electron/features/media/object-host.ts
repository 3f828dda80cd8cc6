import { createHash, randomBytes } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import { z } from "zod";
import { AppError } from "../../../shared/result.ts";
import type { Secret } from "../../lib/secret.ts";
import type { Ports } from "../../ports.ts";
import type { HostedPicture } from "./loopback-host.ts";
import { requirePublicHost } from "./public-address.ts";

/** Where the S3-compatible host is, and the sealed key pair that opens it. */
export type ObjectHostPlace = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: Secret;
};
type HostPorts = Pick<Ports, "fetch" | "clock" | "log">;
type KeyPair = { readonly accessKeyId: string; readonly secretAccessKey: string };
type SignedRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body?: RequestInit["body"];
};

const KeyPair = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });
/** Instagram fetches within minutes of the container's creation; an hour leaves room for its retries. */
const LINK_LIFE_S = 3600;
const REQUEST_MS = 60_000;

/**
 * An S3-compatible bucket (S3, R2, B2, MinIO), where a picture stands while Instagram fetches it: put, given out as a link
 * that opens this one object for an hour, removed. The bucket itself stays private.
 */
export class ObjectHost {
  private readonly ports: HostPorts;
  private readonly place: ObjectHostPlace;

  constructor(ports: HostPorts, place: ObjectHostPlace) {
    this.ports = ports;
    this.place = place;
  }

  /** @throws AppError `invalid-input`, `offline` or `rejected-by-platform`, in words that say what to change. */
  async host(jpeg: Uint8Array, sha256: string): Promise<HostedPicture> {
    // Random, so that a link cannot be guessed from the picture and two publications do not share one object.
    const key = `defeah/${sha256}-${randomBytes(9).toString("hex")}.jpg`;
    await requirePublicHost(new URL(this.place.endpoint));
    const reply = await this.send("PUT", key, jpeg);
    if (!reply.ok) throw await refusal(reply);
    return {
      url: await this.presign(key),
      release: () => this.remove(key),
    };
  }

  private async remove(key: string): Promise<void> {
    try {
      const reply = await this.send("DELETE", key);
      if (!reply.ok && reply.status !== 404) throw await refusal(reply);
    } catch (error) {
      // The picture has been published or given up by now: a leftover object must not change that.
      this.ports.log.error("media.host.leftover", { key, reason: String(error) });
    }
  }

  private async presign(key: string): Promise<string> {
    const url = this.urlOf(key);
    url.searchParams.set("X-Amz-Expires", String(LINK_LIFE_S));
    const signed = await this.signer({ url: url.href, method: "GET", signQuery: true }).sign();
    return signed.url.href;
  }

  private async send(method: "PUT" | "DELETE", key: string, body?: Uint8Array): Promise<Response> {
    const headers = {
      "x-amz-content-sha256": createHash("sha256")
        .update(body ?? "")
        .digest("hex"),
      ...(body ? { "content-type": "image/jpeg" } : {}),
    };
    const content = body as Uint8Array<ArrayBuffer> | undefined;
    const init = { url: this.urlOf(key).href, method, headers };
    const signed = await this.signer(content ? { ...init, body: content } : init).sign();
    return await this.fetchOnce(signed);
  }

  private async fetchOnce(signed: SignedRequest): Promise<Response> {
    try {
      return await this.ports.fetch(signed.url.href, {
        method: signed.method,
        headers: signed.headers,
        body: signed.body ?? null,
        redirect: "manual",
        signal: AbortSignal.timeout(REQUEST_MS),
      });
    } catch (cause) {
      throw new AppError(
        "offline",
        "The media host could not be reached. Check its address in Settings and the internet connection.",
        { cause },
      );
    }
  }

  /** Path style, which every S3-compatible host takes whatever its certificate. */
  private urlOf(key: string): URL {
    const { endpoint, bucket } = this.place;
    return new URL(`${endpoint.replace(/\/+$/, "")}/${encodeURIComponent(bucket)}/${key}`);
  }

  private signer(request: ConstructorParameters<typeof AwsV4Signer>[0] | Unsigned): AwsV4Signer {
    const moment = new Date(this.ports.clock.now()).toISOString();
    return new AwsV4Signer({
      ...request,
      ...this.keyPair(),
      service: "s3",
      region: this.place.region || "auto",
      datetime: moment.replace(/[-:]|\.\d{3}/g, ""),
    });
  }

  private keyPair(): KeyPair {
    return KeyPair.parse(JSON.parse(this.place.key.reveal()));
  }
}

type Unsigned = Omit<
  ConstructorParameters<typeof AwsV4Signer>[0],
  "accessKeyId" | "secretAccessKey"
>;

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/SignatureDoesNotMatch|InvalidAccessKeyId/, "The key is wrong. Enter it again in Settings."],
  [/RequestTimeTooSkewed/, "This computer's clock is wrong. Set it, then try again."],
  [/NoSuchBucket/, "There is no such bucket. Check its name in Settings."],
  [/AuthorizationHeaderMalformed/, "The region is wrong. Check it in Settings."],
  [/AccessDenied/, "The key may not write there. Allow it to put, read and delete objects."],
];

/** What a host's refusal means for her. Its own words may name keys, so only its code is kept. */
async function refusal(reply: Response): Promise<AppError> {
  const text = (await reply.text()).slice(0, 4000);
  const code = /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1] ?? "";
  const advice =
    reply.status >= 300 && reply.status < 400
      ? "It sends us elsewhere, which is not followed. Enter the address it really has."
      : (ADVICE.find(([pattern]) => pattern.test(code))?.[1] ??
        (reply.status >= 500 ? "Try again in a while." : "Check its settings."));
  return new AppError(
    "rejected-by-platform",
    `The media host refused the picture (${[reply.status, code].filter(Boolean).join(" ")}). ${advice}`,
  );
}
