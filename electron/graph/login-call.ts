import type { z } from "zod";
import type { Secret } from "../lib/secret.ts";
import type { Ports } from "../ports.ts";
import { addressOf } from "./address.ts";
import { GraphFailure } from "./failure.ts";
import { redact } from "./redact.ts";
import { parseJson } from "./reply.ts";
import { transportFailure } from "./transport.ts";

/** One call of a login: made with the app's secret instead of a token, once, and never repeated: its code is good for one use. */
export type LoginCall<T> = {
  readonly method: "GET" | "POST";
  readonly host: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string | Secret>>;
  readonly schema: z.ZodType<T>;
};

const TIMEOUT_MS = 30_000;

/** @throws GraphFailure in words that say which of her entries to mend. Nothing of the secrets is in it. */
export async function callLogin<T>(ports: Pick<Ports, "fetch">, call: LoginCall<T>): Promise<T> {
  const secrets: string[] = [];
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(call.params)) {
    const text = typeof value === "string" ? value : value.reveal();
    if (typeof value !== "string" || name === "code") secrets.push(text);
    fields.set(name, text);
  }
  const { status, text } = await send(ports, call, fields);
  const json = parseJson(text);
  const parsed = status < 300 ? call.schema.safeParse(json) : undefined;
  if (parsed?.success) return parsed.data;
  throw refusal({ status, raw: redact(text, secrets), said: messageIn(json) });
}

async function send(
  ports: Pick<Ports, "fetch">,
  call: LoginCall<unknown>,
  fields: URLSearchParams,
): Promise<{ readonly status: number; readonly text: string }> {
  const url = addressOf(call.host, call.path);
  if (call.method === "GET") url.search = fields.toString();
  try {
    const reply = await ports.fetch(url, {
      method: call.method,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: "application/json" },
      ...(call.method === "POST" ? { body: fields } : {}),
    });
    return { status: reply.status, text: (await reply.text()).slice(0, 100_000) };
  } catch (error) {
    // The network stack's own words may hold the address, and with it the secret: only their code is kept.
    throw transportFailure(error, false);
  }
}

/** The two shapes of Meta's errors: Graph's, and that of api.instagram.com (Business Login, 2026-10-04). */
function messageIn(json: unknown): string {
  const body = (json ?? {}) as { error?: { message?: unknown }; error_message?: unknown };
  const said = body.error_message ?? body.error?.message;
  return typeof said === "string" ? said : "";
}

const BEGIN_AGAIN = "Begin the login again.";

/** What Meta's sentence is about, and what she can do. The codes do not tell these apart. */
const MEANINGS: readonly (readonly [sign: RegExp, what: string, todo: string])[] = [
  [
    /client[ _]secret/i,
    "Meta does not accept the app's secret.",
    "Copy it anew from the App Dashboard. Instagram login has an app secret of its own, beside its own app ID.",
  ],
  [
    /redirect[ _]?ur[il]|url blocked|domain/i,
    "The address that the login leads back to is not the one registered with Meta.",
    "Copy it from the App Dashboard letter for letter, a slash at its end included.",
  ],
  [
    /(code|verification).*(used|expired|not found|invalid)|authorization code/i,
    "The login's code has been used or has run out.",
    BEGIN_AGAIN,
  ],
  [
    /platform app|client[ _]id|app[ _]?id|validating application/i,
    "Meta does not know this app ID.",
    "For Instagram login use the Instagram app ID, which stands under API setup with Instagram login; the app's main ID is another.",
  ],
];

function refusal(answer: {
  readonly status: number;
  readonly raw: string;
  readonly said: string;
}): GraphFailure {
  const [, what, todo] = MEANINGS.find(([sign]) => sign.test(answer.said)) ?? [
    null,
    answer.status >= 500
      ? "Meta's server had a fault of its own."
      : answer.status >= 400
        ? "Meta refused the login."
        : "Meta's answer to the login could not be read.",
    BEGIN_AGAIN,
  ];
  return new GraphFailure({
    kind: "rejected",
    action: "report",
    what,
    todo: `${todo} Nothing was stored.`,
    httpStatus: answer.status,
    raw: answer.raw,
  });
}
