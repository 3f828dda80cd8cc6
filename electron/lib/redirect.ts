/**
 * Whether an address is where a login leads back to, with its answer in the query. By parsed parts, since a prefix would take
 * `https://localhost/auth.evil.example` too; a trailing slash makes no difference, since Meta's dashboard adds one by itself.
 */
export function leadsBack(address: string, redirectUri: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(redirectUri)) return false;
  const at = new URL(address);
  const wanted = new URL(redirectUri);
  return (
    at.origin === wanted.origin &&
    at.username === "" &&
    at.password === "" &&
    bare(at.pathname) === bare(wanted.pathname)
  );
}

/** Whether a page of that address may be shown in a login window: Meta's own sites, or the very host that was asked for. */
export function isLoginPage(address: string, startUrl: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(startUrl)) return false;
  const at = new URL(address);
  if (at.origin === new URL(startUrl).origin) return true;
  return at.protocol === "https:" && at.port === "" && isMetas(at.hostname);
}

const METAS = ["instagram.com", "facebook.com", "meta.com"];

function isMetas(hostname: string): boolean {
  return METAS.some((site) => hostname === site || hostname.endsWith(`.${site}`));
}

function bare(path: string): string {
  return path.replace(/\/+$/, "");
}
