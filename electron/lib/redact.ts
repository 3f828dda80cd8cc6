/** What tokens, keys and signed addresses look like, wherever they turn up in a text. */
const PATTERNS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [
    /\b(access_token|client_secret|fb_exchange_token|refresh_token|token|secretAccessKey|accessKeyId|api_?key)(["']?\s*[:=]\s*["']?)(?!\[secret\])[\w.~+/|%-]{6,}/gi,
    "$1$2[secret]",
  ],
  [/([?&]code=)[^&\s"']+/gi, "$1[secret]"],
  [/\b(Bearer|OAuth)\s+[\w.~+/=|-]{8,}/gi, "$1 [secret]"],
  // The shapes Instagram's and Facebook's tokens begin with (Business Login; Access Token guide).
  [/\b(IG[A-Za-z]{2}|EAA[A-Za-z]?)[\w-]{20,}/g, "[secret]"],
  [/\bsk-[A-Za-z0-9_-]{16,}/g, "[secret]"],
  [/\b(X-Amz-(?:Signature|Credential|Security-Token))=[^&\s"']+/gi, "$1=[secret]"],
  [/\/\/[^/\s:@]+:[^/\s@]+@/g, "//[secret]@"],
];
const SHORTEST = 6;

/** Takes secrets out of texts: by their look, and by value once registered. */
export class Redactor {
  private readonly values = new Set<string>();

  /** From now on this value never passes, plain, percent-encoded or in JSON. Under 6 characters it is too common to hide. */
  hide(value: string): void {
    if (value.length < SHORTEST) return;
    for (const shape of [
      value,
      encodeURIComponent(value.toWellFormed()),
      JSON.stringify(value).slice(1, -1),
    ])
      this.values.add(shape);
  }

  redact(text: string): string {
    let clean = text;
    for (const value of this.values) clean = clean.replaceAll(value, "[secret]");
    for (const [pattern, instead] of PATTERNS) clean = clean.replace(pattern, instead);
    return clean;
  }
}
