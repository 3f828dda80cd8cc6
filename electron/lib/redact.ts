/** What tokens, keys and signed addresses look like, wherever they turn up in a text. */
const PATTERNS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [
    /\b(access_token|client_secret|fb_exchange_token|code|refresh_token|api_key|apikey)=[^&\s"']+/gi,
    "$1=[secret]",
  ],
  [
    /"(access_token|client_secret|token|secretAccessKey|accessKeyId|apiKey)"\s*:\s*"[^"]*"/gi,
    '"$1":"[secret]"',
  ],
  [/\b(Bearer|OAuth)\s+[\w.~+/=|-]{8,}/gi, "$1 [secret]"],
  [/\b(IG|EA)[A-Za-z0-9]{30,}/g, "[secret]"],
  [/\bsk-[A-Za-z0-9_-]{16,}/g, "[secret]"],
  [/\b(X-Amz-(?:Signature|Credential|Security-Token))=[^&\s"']+/gi, "$1=[secret]"],
  [/\/\/[^/\s:@]+:[^/\s@]+@/g, "//[secret]@"],
];

/** Takes secrets out of texts: by their look, and by value once registered. */
export class Redactor {
  private readonly values = new Set<string>();

  /** From now on this value never passes, whatever it looks like. Values under 6 characters are too common to hide. */
  hide(value: string): void {
    if (value.length >= 6) this.values.add(value);
  }

  redact(text: string): string {
    let clean = text;
    for (const value of this.values) clean = clean.replaceAll(value, "[secret]");
    for (const [pattern, instead] of PATTERNS) clean = clean.replace(pattern, instead);
    return clean;
  }
}
