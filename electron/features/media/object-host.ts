import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import { secondsToMilliseconds } from "date-fns/secondsToMilliseconds";
import { z } from "zod";
import { AppError } from "../../../shared/result.ts";
import type { Secret } from "../../lib/secret.ts";
import type { Ports } from "../../ports.ts";
import type { HostedObject, HostPlace, PutEnd, PutOptions } from "./host-place.ts";
import { requirePublicHost } from "./public-address.ts";

/** Where the S3-compatible host is, and the sealed key pair that opens it. */
export type ObjectHostPlace = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: Secret;
};
type HostPorts = Pick<Ports, "fetch" | "clock">;
type KeyPair = { readonly accessKeyId: string; readonly secretAccessKey: string };
type SignedRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Blob | null;
};

const KeyPair = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });
/** SHA-256 of no bytes. */
const NOTHING = createHash("sha256").digest("hex");
/** Instagram fetches within minutes of the container's creation; an hour leaves room for its retries. */
export const LINK_LIFE_S = 3600;
const REQUEST_MS = 60_000;
/** The slowest line on which an upload is waited for: 1 Mbit/s. */
const BYTES_A_SECOND = 128 * 1024;

/**
 * An S3-compatible bucket (S3, R2, B2, MinIO), where a file stands while Instagram fetches it: put, given out as a link
 * that opens this one object for an hour, removed. The bucket itself stays private.
 */
export class ObjectHost implements HostPlace {
  readonly keepsBytes = true;
  private readonly ports: HostPorts;
  private readonly place: ObjectHostPlace;

  constructor(ports: HostPorts, place: ObjectHostPlace) {
    this.ports = ports;
    this.place = place;
  }

  /** Endpoint and bucket in one, to tell places apart. */
  get name(): string {
    return `${this.place.endpoint.replace(/\/+$/, "")}/${this.place.bucket}`;
  }

  /** @throws AppError `invalid-input` for an address Instagram could not fetch from, `offline` when its name is unknown. */
  async demandPublic(): Promise<void> {
    await requirePublicHost(new URL(this.place.endpoint));
  }

  /** @throws AppError `offline` or `rejected-by-platform` in words, when nobody knows whether the object stands there now. */
  async put(key: string, { object }: PutOptions): Promise<PutEnd> {
    const reply = await this.send("PUT", key, object);
    if (reply.ok) return { kind: "stored", url: await this.presign(key) };
    const error = await refusal(reply);
    if (reply.status >= 500) throw error;
    return { kind: "refused", error };
  }

  /** @throws AppError `offline` or `rejected-by-platform`. */
  async remove({ key }: { readonly key: string }): Promise<true> {
    await this.demandPublic();
    const reply = await this.send("DELETE", key);
    if (!reply.ok && reply.status !== 404) throw await refusal(reply);
    return true;
  }

  private async presign(key: string): Promise<string> {
    const url = this.urlOf(key);
    url.searchParams.set("X-Amz-Expires", String(LINK_LIFE_S));
    const signed = await this.signer({ url: url.href, method: "GET", signQuery: true }).sign();
    return signed.url.href;
  }

  private async send(
    method: "PUT" | "DELETE",
    key: string,
    object?: HostedObject,
  ): Promise<Response> {
    const headers = {
      // The name of a file in the store is its digest: nothing is read twice to sign it.
      "x-amz-content-sha256": object?.sha256 ?? NOTHING,
      ...(object ? { "content-type": object.mime } : {}),
    };
    const signed = await this.signer({ url: this.urlOf(key).href, method, headers }).sign();
    return await this.fetchOnce({
      method: signed.method,
      url: signed.url,
      headers: signed.headers,
      body: object?.body ?? null,
    });
  }

  private async fetchOnce(signed: SignedRequest): Promise<Response> {
    const uploadS = Math.ceil((signed.body?.size ?? 0) / BYTES_A_SECOND);
    const waitMs = REQUEST_MS + secondsToMilliseconds(uploadS);
    try {
      return await this.ports.fetch(signed.url.href, {
        method: signed.method,
        headers: signed.headers,
        body: signed.body,
        redirect: "manual",
        signal: AbortSignal.timeout(waitMs),
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
    `The media host refused the file (${[reply.status, code].filter(Boolean).join(" ")}). ${advice}`,
  );
}
