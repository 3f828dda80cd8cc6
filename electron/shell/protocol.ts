import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol } from "electron";
import { answerMedia } from "./media-answer.ts";
import { fileFor } from "./screen-file.ts";

/** The policy of every page: nothing from outside, no inline script, no connection (checklist item 7). */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' app-media: data: blob:",
  "media-src app-media: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const MIME: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const FOREVER = "public, max-age=31536000, immutable";

/** Finds the file of `media/<id>/thumbnail` and the like; undefined where there is none. */
export type OpenMedia = (
  path: string,
) => Promise<{ readonly file: string; readonly mime: string } | undefined>;

/** Makes both schemes known. Electron wants this before `ready`. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, codeCache: true } },
    // Videos are read in parts while they play; a screen draws their posters, which wants leave by CORS.
    {
      scheme: "app-media",
      privileges: { standard: true, secure: true, stream: true, corsEnabled: true },
    },
  ]);
}

/** Serves the screens at `app://studio/` from `rendererFolder`. */
export function serveScreens(rendererFolder: string): void {
  protocol.handle("app", async (request) => {
    const url = new URL(request.url);
    if (request.method !== "GET" || url.host !== "studio") return notFound();
    const file = fileFor(rendererFolder, url.pathname);
    return file === undefined ? notFound() : answerWith(file, screenHeaders(file));
  });
}

/** Serves pictures and videos at `app-media://`. The address holds ids, never a path; the app looks them up. */
export function serveMedia(open: OpenMedia): void {
  protocol.handle("app-media", async (request) => {
    const url = new URL(request.url);
    const found = request.method === "GET" ? await open(`${url.host}${url.pathname}`) : undefined;
    if (!found) return notFound();
    try {
      return await answerMedia(found, request.headers.get("range"), MEDIA_HEADERS);
    } catch {
      return notFound(); // gone since it was looked up; the page shows its placeholder
    }
  });
}

const MEDIA_HEADERS = {
  "cache-control": FOREVER,
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  // Our own page alone may read the pixels of what it shows.
  "access-control-allow-origin": "app://studio",
};

function screenHeaders(file: string): Record<string, string> {
  const ending = extname(file);
  return {
    "content-type": MIME[ending] ?? "application/octet-stream",
    "cache-control": ending === ".html" ? "no-cache" : FOREVER,
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}

async function answerWith(file: string, headers: Record<string, string>): Promise<Response> {
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers });
  } catch {
    return notFound(); // gone since it was looked up; the page shows its placeholder
  }
}

function notFound(): Response {
  return new Response("", {
    status: 404,
    headers: { "content-type": "text/plain", "content-security-policy": "default-src 'none'" },
  });
}
