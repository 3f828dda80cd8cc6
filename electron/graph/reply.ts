import { millisecondsInDay as DAY, millisecondsInHour as HOUR } from "date-fns/constants";
import { z } from "zod";
import { findError, type ErrorRow } from "./errors.ts";
import { GraphFailure } from "./failure.ts";
import { redact } from "./redact.ts";

/** An id of the platform: digits beyond 2^53, so text. `parseJson` has turned numbers under `…id` keys into text already. */
export const PlatformId = z.string().regex(/^\w{1,64}$/, "an id such as 17841400000000000");

/** `{data: [...], paging}` as every list comes; `next` is absent on the last page (Graph API, paging). */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item),
    paging: z
      .object({
        cursors: z.object({ after: z.string().optional() }).optional(),
        next: z.string().optional(),
      })
      .optional(),
  });
}

/** What came back over the wire, before anyone believes it. */
export type WireReply = {
  readonly status: number;
  readonly text: string;
  readonly headers: { get(name: string): string | null };
};

/** How a reply is to be read: by which schema, whether the call changed something, and what must not be repeated. */
export type Reading<T> = {
  readonly schema: z.ZodType<T>;
  readonly isWrite: boolean;
  readonly secrets: readonly string[];
  readonly now: number;
  /** When the usage headers say that calls may go on; epoch ms UTC. */
  readonly regainAt?: number | null;
  /** Of the token that was sent. */
  readonly tokenGeneration?: number;
};

const ErrorReply = z.object({
  error: z.object({
    message: z.string().catch(""),
    code: z.coerce.number().int().nullable().catch(null),
    error_subcode: z.coerce.number().int().optional().catch(undefined),
    error_user_msg: z.string().optional().catch(undefined),
  }),
});

/**
 * The reply as the schema has it.
 *
 * @throws GraphFailure for an error of the platform, and kind `unknown` for a reply that cannot be read.
 */
export function readReply<T>(wire: WireReply, reading: Reading<T>): T {
  const json = parseJson(wire.text);
  const failed = ErrorReply.safeParse(json);
  if (failed.success) throw platformError(wire, reading, failed.data.error);
  if (wire.status >= 400) throw platformError(wire, reading, { message: "", code: null });
  const parsed = wire.status < 300 ? reading.schema.safeParse(json) : undefined;
  if (parsed?.success) return parsed.data;
  throw new GraphFailure({
    kind: "unknown",
    action: reading.isWrite ? "verify" : "retry",
    what:
      wire.status < 300
        ? "Instagram's answer could not be read."
        : "Instagram's server pointed the app to another address, which it does not follow.",
    todo: "Check that the server's address in Settings is right. The app looks again by itself.",
    httpStatus: wire.status,
    serverAt: serverTime(wire.headers),
    raw: redact(wire.text, reading.secrets),
    isUnlisted: wire.status < 300,
    cause: parsed?.error,
  });
}

/** JSON in which whole numbers under an id's key, or beyond 2^53, are the text that came; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, function keepIds(key, value, context?: { readonly source?: string }) {
      const isId = typeof value === "number" && (/(^|_)ids?$/.test(key) || !isExact(value));
      return isId ? (context?.source ?? String(value)) : (value as unknown);
    });
  } catch {
    return undefined; // JSON.parse has no other way to say that it is none
  }
}

function isExact(value: number): boolean {
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}

/** The server's clock, epoch ms UTC; null when it did not tell. */
export function serverTime(headers: WireReply["headers"]): number | null {
  const time = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(time) ? null : time;
}

function platformError(
  wire: WireReply,
  reading: Reading<unknown>,
  error: z.infer<typeof ErrorReply>["error"],
): GraphFailure {
  const subcode = error.error_subcode ?? null;
  const row = findError({
    code: error.code,
    subcode,
    message: error.message,
    isWrite: reading.isWrite,
    httpStatus: wire.status,
  });
  return new GraphFailure({
    kind: row.kind,
    action: row.action,
    what: wordsFor(row, error.error_user_msg, reading.secrets),
    todo: row.todo,
    code: error.code,
    subcode,
    retryAt: retryTime(row, reading, hintedTime(wire.headers, reading.now)),
    httpStatus: wire.status,
    serverAt: serverTime(wire.headers),
    raw: redact(wire.text, reading.secrets),
    scope: row.scope ?? null,
    isNotExecuted: row.isNotExecuted ?? false,
    isUnfinished: row.isUnfinished ?? false,
    isUnlisted: row.isUnlisted ?? false,
    tries: row.tries ?? null,
    inVain: row.inVain ?? null,
    trouble: row.trouble ?? null,
    tokenGeneration: reading.tokenGeneration ?? null,
  });
}

/** For what the table does not know, the platform's own sentence for people, where it sent one. */
function wordsFor(row: ErrorRow, sent: string | undefined, secrets: readonly string[]): string {
  const isKnown = row.action !== "report" && row.kind !== "unknown" && row.code !== 100;
  return isKnown || !sent ? row.what : `Instagram says: ${redact(sent, secrets)}`;
}

/** The server's hints first: when its budgets are regained, then `Retry-After`, and only then a time of ours. */
function retryTime(
  row: ErrorRow,
  reading: Reading<unknown>,
  hintedAt: number | null,
): number | null {
  if (row.kind === "transient")
    return hintedAt ?? (row.waitMs === undefined ? null : reading.now + row.waitMs);
  if (row.kind !== "limited") return null;
  const isByHeaders = row.scope === "app" || row.scope === "account";
  const regainAt = isByHeaders ? reading.regainAt : null;
  return regainAt ?? hintedAt ?? reading.now + (row.waitMs ?? HOUR);
}

/** A longer wait than this is no hint but a mistake. */
const LONGEST_HINT_MS = DAY;

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), epoch ms UTC by this computer's clock; null for none. */
function hintedTime(headers: WireReply["headers"], now: number): number | null {
  const value = headers.get("retry-after")?.trim() ?? "";
  const serverAt = serverTime(headers) ?? now;
  const waitMs = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - serverAt;
  return waitMs > 0 ? now + Math.min(waitMs, LONGEST_HINT_MS) : null;
}
