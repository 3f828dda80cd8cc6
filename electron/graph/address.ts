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

/**
 * Where a video's bytes may be sent, and the token with them: Meta's upload host, or the very host the account speaks to.
 *
 * @throws GraphFailure for any other address that a reply names.
 */
export function uploadAddress(host: string, uri: string): URL {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const own = addressOf(host, "");
  const isMetas = url?.protocol === "https:" && url.hostname === "rupload.facebook.com";
  const isOwn = url?.protocol === own.protocol && url.hostname === own.hostname;
  if (url && (isMetas || isOwn)) return url;
  throw new GraphFailure({
    kind: "rejected",
    action: "new-container",
    what: "Instagram named an address for the video that the app may not send a token to.",
    todo: "The app tries another way.",
  });
}
