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

/**
 * An id as one part of a path. Encoding would not do: an address reads `%2E%2E` as the way up.
 *
 * @throws GraphFailure for what is no id, so that none that came from outside can lead anywhere else.
 */
export function pathPart(id: string): string {
  if (/^\w{1,64}$/.test(id)) return id;
  throw new GraphFailure({
    kind: "rejected",
    action: "report",
    what: "Instagram was not asked: the app holds an id that is none.",
    todo: "Report this.",
  });
}
