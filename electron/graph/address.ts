import { GraphFailure } from "./failure.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * The address of `path` on `host`: https, or http on this computer, and nothing else, since a token goes there.
 *
 * @throws GraphFailure when the host is anything else.
 */
export function addressOf(host: string, path: string): URL {
  const base = URL.canParse(host) ? new URL(host) : undefined;
  const isSafe =
    base !== undefined &&
    base.username === "" &&
    base.password === "" &&
    base.search === "" &&
    base.hash === "" &&
    (base.protocol === "https:" || (base.protocol === "http:" && LOOPBACK.has(base.hostname)));
  if (!isSafe)
    throw new GraphFailure({
      kind: "rejected",
      action: "report",
      what: "The address of Instagram's server in Settings is not one the app may send a token to.",
      todo: "Set it to https://graph.instagram.com, or to a server on this computer.",
    });
  return new URL(`${base.origin}${base.pathname.replace(/\/+$/, "")}${path}`);
}

/** One part of a path, so that an id that came from outside cannot lead anywhere else. */
export function pathPart(id: string): string {
  return encodeURIComponent(id).replaceAll(".", "%2E");
}
