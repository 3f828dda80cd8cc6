const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [
    /(access_token|client_secret|fb_exchange_token)(["']?\s*[:=]\s*["']?)[^&\s"'<>]+/gi,
    "$1$2[secret]",
  ],
  [/\b(Bearer|OAuth)\s+[\w.|-]{16,}/gi, "$1 [secret]"],
  // The shapes Instagram's and Facebook's tokens begin with (Business Login; Access Token guide).
  [/\b(IG[A-Za-z]{2}|EAA[A-Za-z]?)[\w-]{20,}/g, "[secret]"],
];
const MOST_KEPT = 4000;

/** `text` without `secrets`, plain or percent-encoded, without anything shaped like a token, and not endless. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets.filter((value) => value.length > 0))
    for (const shape of new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]))
      clean = clean.replaceAll(shape, "[secret]");
  for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
  return clean.length > MOST_KEPT ? `${clean.slice(0, MOST_KEPT)}…` : clean;
}
