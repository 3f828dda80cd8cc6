import { PLATFORM } from "./limits.ts";
import { badParameter, Problem, unreachableMedia } from "./problem.ts";

const CRAWLER = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)";
const REDIRECTS = 3;

/** How a download goes about it. */
export type Manners = { readonly timeoutMs: number; readonly obeysRobots: boolean };

/**
 * Downloads an image as Meta's crawler does: by its name, with few redirects, against a clock and a size.
 *
 * @throws Problem 9004/2207052, -2/2207003 or 36000/2207004.
 */
export async function fetchPicture(url: URL, manners: Manners): Promise<Buffer> {
  return download(url, manners, async (body) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > PLATFORM.imageBytes) throw largeImage();
    }
    return Buffer.concat(chunks);
  });
}

/** Downloads a video likewise, piece by piece into `keep`. @throws Problem */
export async function fetchVideo(
  url: URL,
  manners: Manners,
  keep: (chunk: Uint8Array) => void,
): Promise<void> {
  await download(url, manners, async (body) => {
    let length = 0;
    for await (const chunk of body) {
      length += chunk.length;
      // Some more than allowed, so that the check can say how it stands.
      if (length > 2 * PLATFORM.reelVideo.bytes) throw unreachableMedia("it does not end.");
      keep(chunk);
    }
  });
}

/** @throws Problem 100 unless it is an http or https URL in ASCII (IG User Media). */
export function parseAddress(param: string, text: string): URL {
  const isAscii = /^[\u0021-\u007e]+$/.test(text);
  const url = isAscii ? URL.parse(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw badParameter(`Param ${param} is not a valid URI: it must be an ASCII http or https URL`);
  return url;
}

async function download<T>(
  url: URL,
  { timeoutMs, obeysRobots }: Manners,
  take: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    if (obeysRobots && (await isShutOut(url, signal)))
      throw unreachableMedia("Restricted by robots.txt.");
    const reply = await follow(url, signal);
    if (!reply.ok) throw unreachableMedia(`it answered HTTP ${reply.status}.`);
    if (/^text\//i.test(reply.headers.get("content-type") ?? ""))
      throw unreachableMedia("it answered with a page, not with a picture or video.");
    return await take(reply.body ?? new Blob([]).stream());
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (signal.aborted) throw slowMedia();
    // Whatever else the network says is all the same to the caller, as it is on the platform.
    throw unreachableMedia("no connection.");
  }
}

async function follow(from: URL, signal: AbortSignal): Promise<Response> {
  let url: URL = from;
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    // A connection of its own: a kept one that the host has closed would look like a dead address.
    const headers = { "user-agent": CRAWLER, accept: "image/*,video/*,*/*", connection: "close" };
    const reply = await fetch(url, { signal, redirect: "manual", headers });
    const location = reply.headers.get("location");
    if (reply.status < 300 || reply.status > 399 || location === null) return reply;
    await reply.body?.cancel();
    const next = URL.parse(location, url.href);
    if (!next || !/^https?:$/.test(next.protocol))
      throw unreachableMedia("a redirect led nowhere.");
    url = next;
  }
  throw unreachableMedia("too many redirects.");
}

function largeImage(): Problem {
  return new Problem({
    code: 36000,
    subcode: 2207004,
    message: "The image size is too large.",
    forPeople: [
      "Image size too large",
      "The image is too large to download. It should be less than 8 MiB.",
    ],
  });
}

/** -2/2207003: the download took too long. */
function slowMedia(): Problem {
  return new Problem({
    code: -2,
    subcode: 2207003,
    message: "It takes too long to download the media.",
    forPeople: ["Timeout", "The media could not be downloaded in time."],
  });
}

/** What `robots.txt` says to the crawler by its name, or else to everybody; a host without one shuts nobody out. */
async function isShutOut(url: URL, signal: AbortSignal): Promise<boolean> {
  const headers = { "user-agent": CRAWLER, connection: "close" };
  const reply = await fetch(new URL("/robots.txt", url), { signal, headers });
  if (!reply.ok) return false;
  const groups = Map.groupBy(rulesOf(await reply.text()), ({ agent }) => agent);
  const rules = groups.get("facebookexternalhit") ?? groups.get("*") ?? [];
  const path = `${url.pathname}${url.search}`;
  // The longest rule that fits decides (RFC 9309).
  const fitting = rules.filter(({ start }) => start !== "" && path.startsWith(start));
  const longest = fitting.toSorted((a, b) => b.start.length - a.start.length)[0];
  return longest?.isAllowed === false;
}

type RobotsRule = { readonly agent: string; readonly isAllowed: boolean; readonly start: string };

function rulesOf(text: string): readonly RobotsRule[] {
  const rules: RobotsRule[] = [];
  let agents: string[] = [];
  let isNaming = false;
  for (const line of text.split(/\r?\n/)) {
    const [, field = "", value = ""] = /^\s*([a-z-]+)\s*:\s*([^#\s]*)/i.exec(line) ?? [];
    const name = field.toLowerCase();
    if (name === "user-agent") {
      agents = isNaming ? [...agents, value.toLowerCase()] : [value.toLowerCase()];
      isNaming = true;
    } else if (name === "allow" || name === "disallow") {
      isNaming = false;
      for (const agent of agents) rules.push({ agent, isAllowed: name === "allow", start: value });
    }
  }
  return rules;
}
