import type { Media } from "../../shared/contract/media.ts";
import { ipc } from "./ipc.ts";

/** Where a video usually shows what it is about, yet close to its start. */
const AT_MS = 1000;
/** Wider than a poster is ever shown; and as wide as any picture of the library must be. */
const MAX_WIDTH = 1080;
const MIN_WIDTH = 480;
const GIVEN_UP_MS = 20_000;

/** Each video is tried once from the library while the window is open: a browser without its decoder will not learn it meanwhile. */
const tried = new Set<string>();
const drawn = new Set<string>();
let last: Promise<void> = Promise.resolve();

/** Draws a frame of each video that has no poster yet and gives it to main, one after the other. */
export function drawPosters(items: readonly Media[]): Promise<void> {
  for (const media of items) void drawPoster(media);
  return last;
}

/**
 * The same for one, out of the file it came from where that is at hand. A video that cannot be decoded here keeps its drawn
 * sign.
 */
export function drawPoster(media: Media, file?: File): Promise<void> {
  if (media.hasPoster || media.video === null) return last;
  if (tried.has(media.id) && !file) return last;
  tried.add(media.id);
  last = last.then(() => draw(media, file)).catch(() => {}); // the sign stays, which says enough
  return last;
}

async function draw(media: Media, file: File | undefined): Promise<void> {
  // The Library may have asked before the file's own import was over.
  if (drawn.has(media.id)) return;
  const video = document.createElement("video");
  const address = file ? URL.createObjectURL(file) : media.file;
  // Without leave the pixels of another origin could be shown and not read.
  if (!file) video.crossOrigin = "anonymous";
  video.muted = true;
  video.preload = "auto";
  try {
    await happens(video, "loadeddata", () => {
      video.src = address;
    });
    const seconds = Math.min(AT_MS / 1000, (media.video?.durationMs ?? 0) / 4000);
    await happens(video, "seeked", () => {
      video.currentTime = seconds;
    });
    const frame = await frameOf(video);
    await ipc.media.setPoster({ id: media.id, bytes: new Uint8Array(await frame.arrayBuffer()) });
    drawn.add(media.id);
  } finally {
    video.removeAttribute("src");
    video.load();
    if (file) URL.revokeObjectURL(address);
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
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, video.videoWidth));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = Math.max(1, Math.round((video.videoHeight / video.videoWidth) * width));
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const frame = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", 0.9);
  });
  if (!frame) throw new Error("No frame could be drawn");
  return frame;
}
