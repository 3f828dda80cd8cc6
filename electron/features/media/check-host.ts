import { AppError } from "../../../shared/result.ts";
import type { Ports } from "../../ports.ts";
import { digestOf } from "./file-store.ts";
import type { HostedFile } from "./loopback-host.ts";
import type { HostedObject } from "./object-host.ts";

/** A white JPEG of 8 by 8 pixels. */
const PROBE = Buffer.from(
  "/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKAAD//Z",
  "base64",
);
/** How Instagram's fetcher names itself; some hosts turn robots away (Meta's crawler page, 2026-10-04). */
const FETCHER = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)";

/** How a try of the media host went, in words that say what to change. */
export type HostCheck = { readonly ok: boolean; readonly message: string };

/** Puts a small picture on the media host, fetches it as Instagram would, without any key, and removes it. */
export async function checkObjectHost(
  ports: Pick<Ports, "fetch">,
  host: (object: HostedObject) => Promise<HostedFile>,
): Promise<HostCheck> {
  try {
    const hosted = await host({
      body: new Blob([PROBE]),
      sha256: await digestOf(PROBE),
      mime: "image/jpeg",
      extension: "jpg",
    });
    try {
      return await fetchBack(ports, hosted.url);
    } finally {
      await hosted.release();
    }
  } catch (error) {
    // The check's whole purpose is to say what is wrong.
    if (error instanceof AppError) return { ok: false, message: error.message };
    throw error;
  }
}

async function fetchBack(ports: Pick<Ports, "fetch">, url: string): Promise<HostCheck> {
  const reply = await fetchOnce(ports, url);
  if (!reply)
    return { ok: false, message: "The picture was stored, but could not be fetched back." };
  if (reply.status !== 200)
    return {
      ok: false,
      message: `The picture was stored, but fetching it as Instagram does was refused (${reply.status}). Let links signed with this key be read, and no firewall or robots rule turn Facebook's fetcher away.`,
    };
  const isSame = Buffer.from(await reply.arrayBuffer()).equals(PROBE);
  return isSame
    ? { ok: true, message: "A picture was stored, fetched as Instagram does, and removed." }
    : { ok: false, message: "The host gave back something else than the picture it was given." };
}

async function fetchOnce(ports: Pick<Ports, "fetch">, url: string): Promise<Response | undefined> {
  try {
    return await ports.fetch(url, {
      headers: { "user-agent": FETCHER },
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    return undefined; // becomes a sentence above
  }
}
