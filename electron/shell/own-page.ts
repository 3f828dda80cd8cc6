/** Where the screens live. A custom scheme instead of `file:`, so that a page has an origin and a policy. */
export const OWN_ORIGIN = "app://studio";

/** True for a page of the app itself: exactly our scheme and host, and neither a name nor a port smuggled in. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === "app:" &&
    url.host === "studio" &&
    url.username === "" &&
    url.password === "" &&
    url.port === ""
  );
}
