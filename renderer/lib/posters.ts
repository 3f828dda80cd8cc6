import type { Media } from "../../shared/contract/media.ts";
import { ipc } from "./ipc.ts";

/** Where a video usually shows what it is about, yet close to its start. */
const AT_MS = 1000;
/** Wider than a poster is ever shown. */
const MAX_WIDTH = 1080;
const GIVEN_UP_MS = 20_000;

/** Each video is tried once while the window is open: a browser without its decoder will not learn it meanwhile. */
const tried = new Set<string>();
let last: Promise<void> = Promise.resolve();

/**
 * Draws a frame of each video that has no poster yet and gives it to main, one after the other. A video that cannot be
 * decoded here keeps its drawn sign.
 */
export function drawPosters(items: readonly Media[]): Promise<void> {
  for (const media of items) {
    if (media.hasPoster || media.video === null || tried.has(media.id)) continue;
    tried.add(media.id);
    last = last.then(() => draw(media)).catch(() => {}); // the sign stays, which says enough
  }
  return last;
}

async function draw(media: Media): Promise<void> {
  const video = document.createElement("video");
  // Without leave its pixels could be shown and not read.
  video.crossOrigin = "anonymous";
  video.muted = true;
  video.preload = "auto";
  try {
    await happens(video, "loadeddata", () => {
      video.src = media.file;
    });
    const seconds = Math.min(AT_MS / 1000, (media.video?.durationMs ?? 0) / 4000);
    await happens(video, "seeked", () => {
      video.currentTime = seconds;
    });
    const frame = await frameOf(video);
    await ipc.media.setPoster({ id: media.id, bytes: new Uint8Array(await frame.arrayBuffer()) });
  } finally {
    video.removeAttribute("src");
    video.load();
  }
}

/** Waits for an event that `cause` brings about. @throws when the video cannot be read, or not in time. */
async function happens(video: HTMLVideoElement, name: string, cause: () => void): Promise<void> {
  const over = new AbortController();
  const options = { once: true, signal: over.signal };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const failed = () => reject(new Error("No frame could be drawn"));
  video.addEventListener(name, () => resolve(), options);
  video.addEventListener("error", failed, options);
  const timer = setTimeout(failed, GIVEN_UP_MS);
  cause();
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

async function frameOf(video: HTMLVideoElement): Promise<Blob> {
  const scale = Math.min(1, MAX_WIDTH / video.videoWidth);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const frame = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", 0.9);
  });
  if (!frame) throw new Error("No frame could be drawn");
  return frame;
}
