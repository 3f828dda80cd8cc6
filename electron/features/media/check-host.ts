import { AppError } from "../../../shared/result.ts";
import { asAppError } from "../../graph/failure.ts";
import type { Ports } from "../../ports.ts";
import { digestOf } from "./file-store.ts";
import type { HostedObject } from "./host-place.ts";
import type { HostedFile } from "./loopback-host.ts";

/** A white JPEG of 320 by 320 pixels, as wide as Instagram takes at least. */
const PROBE = Buffer.from(
  "/9j/2wBDABQUFBQVFBcZGRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////2wBDARQUFBQVFBcZGRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////wgARCAFAAUADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIQAxAAAACzAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB/8QAFBABAAAAAAAAAAAAAAAAAAAAoP/aAAgBAQABPwBIH//EABQRAQAAAAAAAAAAAAAAAAAAAID/2gAIAQIBAT8ASH//xAAUEQEAAAAAAAAAAAAAAAAAAACA/9oACAEDAQE/AEh//9k=",
  "base64",
);
const JPEG_START = PROBE.subarray(0, 2);
/** How Instagram's fetcher names itself; some hosts turn robots away (Meta's crawler page, 2026-10-04). */
const FETCHER = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)";

/** How a try of the media host went, in words that say what to change. */
export type HostCheck = { readonly ok: boolean; readonly message: string };

type Checked = {
  readonly host: (object: HostedObject) => Promise<HostedFile>;
  /** What comes back must be the very bytes. */
  readonly keepsBytes: boolean;
};

/** Puts a small picture on the media host, fetches it as Instagram would, without any key, and removes it. */
export async function checkHost(ports: Pick<Ports, "fetch">, place: Checked): Promise<HostCheck> {
  try {
    const hosted = await place.host({
      body: new Blob([PROBE]),
      sha256: await digestOf(PROBE),
      mime: "image/jpeg",
      extension: "jpg",
    });
    try {
      return await fetchBack(ports, hosted.url, place.keepsBytes);
    } finally {
      await hosted.release();
    }
  } catch (failure) {
    const error = asAppError(failure);
    // The check's whole purpose is to say what is wrong.
    if (error instanceof AppError) return { ok: false, message: error.message };
    throw error;
  }
}

async function fetchBack(
  ports: Pick<Ports, "fetch">,
  url: string,
  keepsBytes: boolean,
): Promise<HostCheck> {
  const reply = await fetchOnce(ports, url);
  if (!reply)
    return { ok: false, message: "The picture was stored, but could not be fetched back." };
  if (reply.status !== 200)
    return {
      ok: false,
      message: `The picture was stored, but fetching it as Instagram does was refused (${reply.status}). Let ${keepsBytes ? "links signed with this key" : "it"} be read, and no firewall or robots rule turn Facebook's fetcher away.`,
    };
  const bytes = Buffer.from(await reply.arrayBuffer());
  const isIt = keepsBytes ? bytes.equals(PROBE) : bytes.subarray(0, 2).equals(JPEG_START);
  return isIt
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
