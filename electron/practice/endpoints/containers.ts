import { randomInt } from "node:crypto";
import { checkDetails } from "../check-details.ts";
import { acceptPicture } from "../check-picture.ts";
import { checkAltText, checkCaption } from "../check-words.ts";
import { isTrue, readKind, refuseOthers, type Kind } from "../container-kind.ts";
import type { Params } from "../exchange.ts";
import { fetchPicture, parseAddress } from "../fetch-media.ts";
import type { EntryOf } from "../ledger.ts";
import { PLATFORM } from "../limits.ts";
import { sha256 } from "../pictures.ts";
import { badParameter, spentQuota } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";
import { readChildren } from "./children.ts";

type NewContainer = Omit<EntryOf<"container">, "kind">;
/** What the pictures and children of a container come to. A video comes later. */
type Gathered = Pick<NewContainer, "sha256" | "picture" | "source" | "childIds" | "failure">;

const FORMAT: Readonly<Record<Kind, NewContainer["format"]>> = {
  image: "image",
  "image-child": "child",
  "video-child": "child",
  carousel: "carousel",
  reel: "reel",
  "image-story": "story",
  "video-story": "story",
};

/** `POST /{ig-user-id}/media`: checks what came, fetches pictures itself, makes a container and sends for its video. */
export async function createContainer(practice: Practice, call: Call): Promise<object> {
  const { account, params } = call;
  const { store, behaviour } = practice;
  const kind = readKind(params);
  const userId = account.platformUserId;
  refuseOthers(kind, params, { account, behaviour });
  const address = readAddress(kind, params);
  const words = readWords(kind, params);
  checkDetails(kind, params, { store, behaviour, userId });
  refuseWhenMany(practice, userId);
  const gathered = await gather(practice, call, { kind, address });
  const at = practice.now();
  const processingMs = call.processing.ms ?? chooseProcessingMs(practice, gathered.source !== null);
  const container: NewContainer = {
    at,
    containerId: store.newId("179"),
    platformUserId: userId,
    ...words,
    ...gathered,
    failure: call.processing.failure ?? gathered.failure,
    processingMs,
    readyAt: gathered.source === null ? at + processingMs : null,
  };
  store.record({ kind: "container", ...container });
  return answer(practice, container, address);
}

function answer(practice: Practice, { containerId, source }: NewContainer, address: URL | null) {
  const container = practice.store.container(containerId);
  if (source === "address" && address && container)
    practice.arrivals.download(practice, container, address);
  if (source !== "upload") return { id: containerId };
  return { id: containerId, uri: `${practice.origin()}/ig-api-upload/v26.0/${containerId}` };
}

/** The address of the picture or video; null when there is to be an upload, or when it is a carousel. */
function readAddress(kind: Kind, params: Params): URL | null {
  if (kind === "carousel") return null;
  const isVideo = kind === "reel" || kind.startsWith("video");
  const upload = params.get("upload_type");
  if (isVideo && upload !== undefined && upload !== "resumable")
    throw badParameter("Param upload_type must be resumable");
  const name = isVideo ? "video_url" : "image_url";
  const text = params.get(name) ?? "";
  if (text !== "" && upload !== undefined)
    throw badParameter("Only one of video_url and upload_type can be given");
  if (upload !== undefined) return null;
  if (text === "") throw badParameter(`The parameter ${name} is required`);
  return parseAddress(name, text);
}

function readWords(
  kind: Kind,
  params: Params,
): Pick<NewContainer, "format" | "caption" | "altText" | "isAiGenerated" | "received"> {
  const format = FORMAT[kind];
  const caption = format === "story" ? "" : (params.get("caption") ?? "");
  const altText = params.get("alt_text") ?? "";
  checkCaption(caption);
  checkAltText(altText);
  return {
    format,
    caption: caption === "" ? null : caption,
    altText: altText === "" ? null : altText,
    isAiGenerated: isTrue(params.get("is_ai_generated")),
    received: received(params),
  };
}

/** Addresses are as good as keys to whoever reads them, so only that there was one is kept. */
function received(params: Params): Record<string, string> {
  return Object.fromEntries(
    [...params]
      .filter(([name]) => name !== "access_token")
      .map(([name, value]) => [name, name.endsWith("_url") ? "(address)" : value]),
  );
}

async function gather(
  practice: Practice,
  call: Call,
  { kind, address }: { readonly kind: Kind; readonly address: URL | null },
): Promise<Gathered> {
  const nothing = { sha256: "", picture: null, source: null, childIds: [], failure: null };
  if (kind === "carousel") return { ...nothing, ...(await readChildren(practice, call)) };
  if (address && kind.startsWith("image")) {
    const shape = kind === "image-story" ? "anyShape" : "feed";
    const bytes = await fetchOwn(practice, address);
    const { picture, isDecodable } = await acceptPicture(bytes, practice.pictures, shape);
    // Seen in the wild in a container's status (postiz): "media upload failed".
    const failure = isDecodable ? null : 2207082;
    return { ...nothing, sha256: sha256(bytes), picture, failure };
  }
  const cover = call.params.get("cover_url") ?? "";
  const source = address ? ("address" as const) : ("upload" as const);
  if (cover === "") return { ...nothing, source };
  const bytes = await fetchOwn(practice, parseAddress("cover_url", cover));
  const { picture } = await acceptPicture(bytes, practice.pictures, "anyShape");
  return { ...nothing, source, picture };
}

function fetchOwn({ faults, behaviour }: Practice, address: URL): Promise<Buffer> {
  const { fetchTimeoutMs: timeoutMs, obeysRobots } = behaviour;
  return faults.aroundFetch(() => fetchPicture(address, { timeoutMs, obeysRobots }));
}

function refuseWhenMany({ store, now }: Practice, platformUserId: string): void {
  const since = now() - PLATFORM.quotaWindowMs;
  // The number is documented (400 in a rolling 24 hours), the error for passing it is not: the nearest one.
  if (store.containersSince(platformUserId, since).length >= PLATFORM.containersPerDay)
    throw spentQuota("Too many media containers were created in the last 24 hours");
}

function chooseProcessingMs({ behaviour }: Practice, isVideo: boolean): number {
  const { processingMs } = behaviour;
  const ms =
    typeof processingMs === "number"
      ? processingMs
      : randomInt(processingMs.min, processingMs.max + 1);
  return isVideo ? 3 * ms : ms;
}
