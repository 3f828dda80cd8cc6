import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Access } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import { readMedia } from "../../graph/endpoints/media.ts";
import type { Ports } from "../../ports.ts";

export type PictureFile = { readonly file: string; readonly mime: string };

const TYPES: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};
const MOST_BYTES = 20_000_000;

type Deps = { readonly ports: Ports; readonly graph: GraphClient };

/**
 * The picture of one post on the platform, fetched once and kept in the data folder: the platform's own addresses expire
 * (IG Media reference). Undefined when there is none or it cannot be had now. @throws GraphFailure
 */
export async function openPostPicture(
  deps: Deps,
  access: Access,
  igMediaId: string,
): Promise<PictureFile | undefined> {
  if (!/^\d{1,32}$/.test(igMediaId)) return undefined;
  const folder = join(deps.ports.paths.dataFolder, "profile");
  const kept = await findKept(folder, igMediaId);
  if (kept) return kept;
  const { mediaUrl } = await readMedia(deps.graph, access, igMediaId);
  const url = mediaUrl === null ? undefined : allowed(mediaUrl, access.host);
  const picture = url && (await fetchPicture(deps.ports, url));
  return picture && keep(folder, igMediaId, picture);
}

type Fetched = { readonly bytes: Buffer; readonly mime: string; readonly ending: string };

async function fetchPicture(ports: Ports, url: URL): Promise<Fetched | undefined> {
  const response = await ports.fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(30_000),
  });
  const mime = response.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
  const ending = TYPES[mime];
  const length = Number(response.headers.get("content-length") ?? "0");
  if (!response.ok || ending === undefined || length > MOST_BYTES) return undefined;
  const bytes = Buffer.from(await response.arrayBuffer());
  return bytes.length > MOST_BYTES ? undefined : { bytes, mime, ending };
}

async function keep(folder: string, name: string, picture: Fetched): Promise<PictureFile> {
  const file = join(folder, `${name}.${picture.ending}`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.part`, picture.bytes);
  await rename(`${file}.part`, file);
  return { file, mime: picture.mime };
}

async function findKept(folder: string, igMediaId: string): Promise<PictureFile | undefined> {
  for (const [mime, ending] of Object.entries(TYPES)) {
    const file = join(folder, `${igMediaId}.${ending}`);
    // Missing is the ordinary case, and there is no other way to ask.
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return { file, mime };
  }
  return undefined;
}

/** https anywhere; http only on this computer, and only for an account whose platform is on this computer. */
function allowed(mediaUrl: string, host: string): URL | undefined {
  if (!URL.canParse(mediaUrl)) return undefined;
  const url = new URL(mediaUrl);
  if (url.username !== "" || url.password !== "") return undefined;
  const isLocal = url.hostname === "127.0.0.1" || url.hostname === "localhost";
  if (isLocal)
    return URL.canParse(host) && new URL(host).hostname === url.hostname ? url : undefined;
  return url.protocol === "https:" ? url : undefined;
}
