const THIS_COMPUTER: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** https anywhere; http on this computer only; no name or password in it; nothing else (`file:`, `javascript:`, an app's scheme). */
export function mayOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && THIS_COMPUTER.has(url.hostname));
}
