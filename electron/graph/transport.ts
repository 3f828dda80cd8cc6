import { GraphFailure } from "./failure.ts";

/** With these nothing was sent: no such name, nobody listening, no way there. */
const OFFLINE = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * A request that got no reply, as a failure. `isUnsent`: surely nothing had been written yet. The cause is kept as its code
 * alone, since messages of the network stack may hold an address with a token in it.
 */
export function transportFailure(error: unknown, isUnsent: boolean): GraphFailure {
  const code = codeOf(error);
  const isOffline = code !== null && OFFLINE.has(code);
  return new GraphFailure({
    kind: "transient",
    action: "retry",
    what: isOffline
      ? "The app cannot reach Instagram."
      : isUnsent
        ? "No safe connection to Instagram came about."
        : "The connection to Instagram broke off.",
    todo: isOffline
      ? "Check the internet connection. The app tries again by itself."
      : "The app tries again by itself.",
    isOffline,
    raw: code ?? "",
    cause: code ?? undefined,
  });
}

/** The system's word for what went wrong, such as `ECONNREFUSED`, from the error or what caused it. */
function codeOf(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
    const inner = at instanceof AggregateError ? (at.errors[0] as unknown) : undefined;
    at = inner ?? at.cause;
  }
  return null;
}
