/**
 * Chromium knows no `app:` scheme as Electron does, so pages of a registered scheme live at
 * `https://<host>.<scheme>.localhost`: a secure origin of their own that reaches no network, because the host answers
 * every request for it. Pictures need none of this: Chromium hands a foreign scheme's request to us as it is.
 */
const PAGE = /^https:\/\/([a-z0-9.-]+)\.([a-z0-9-]+)\.localhost(\/.*)?$/;

/** `app://studio/x` as Chromium sees it. */
export function toChromium(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (/^(https?|data|blob|about|file|devtools|chrome|javascript):$/.test(url.protocol))
    return address;
  const rest = address.slice(`${url.protocol}//${url.host}`.length);
  return `https://${url.host}.${url.protocol.slice(0, -1)}.localhost${rest || "/"}`;
}

/** What Electron would have said: `app://studio/x`. */
export function fromChromium(address: string): string {
  const [, host, scheme, rest = "/"] = PAGE.exec(address) ?? [];
  return host === undefined ? address : `${scheme}://${host}${rest}`;
}

/** The origin as Electron's frames tell it. */
export function originOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.protocol === "about:" || url.protocol === "data:") return "null";
  return `${url.protocol}//${url.host}`;
}
