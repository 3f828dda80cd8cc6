import { open, type FileHandle } from "node:fs/promises";
import { childBoxes, damaged, listBoxes, type Box } from "./box-reader.ts";
import { readTrack, type IndexedTrack } from "./video-track.ts";
import { FileRefused } from "./file-refused.ts";
import { MAX_INDEX_BYTES, MAX_SAMPLES } from "./video-job.ts";
import { cutShort } from "./whole-file.ts";

/** How a file is built, as its boxes say; what is in its streams is mediabunny's to read. */
export type VideoIndex = {
  readonly bytes: number;
  readonly hasFastStart: boolean;
  /** Its index is spread over the file in fragments. */
  readonly isFragmented: boolean;
  /** Somewhere in the index stands where it was taken. */
  readonly hasLocation: boolean;
  readonly tracks: readonly IndexedTrack[];
};

/** Where the place of taking stands: QuickTime's user data, 3GPP's, and Apple's metadata. */
const PLACES = ["\xa9xyz", "loci", "com.apple.quicktime.location"];

/**
 * Reads a file's boxes and refuses, before any parser builds tables of it, what is cut short, absurd or none of ours to read.
 *
 * @throws FileRefused in words for her.
 */
export async function readVideoIndex(file: string): Promise<VideoIndex> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const boxes = await listBoxes(handle, size);
    const moov = boxes.find(({ type }) => type === "moov");
    const media = boxes.find(({ type }) => type === "mdat" || type === "moof");
    // Cameras write the index last: without it, the recording or the copy was broken off.
    if (!moov || !media) throw cutShort("video");
    if (moov.to - moov.from > MAX_INDEX_BYTES) throw damaged();
    const index = await readBox(handle, moov);
    await demandSaneFragments(handle, boxes);
    return {
      bytes: size,
      hasFastStart: moov.start < media.start,
      isFragmented: boxes.some(({ type }) => type === "moof"),
      hasLocation: PLACES.some((place) => index.includes(Buffer.from(place, "latin1"))),
      tracks: readTracks(index, size),
    };
  } finally {
    await handle.close();
  }
}

/** An honest fragment describes a second or two. */
const MAX_FRAGMENT_BYTES = 4 * 1024 * 1024;

/** A few bytes of a fragment can claim billions of samples. */
async function demandSaneFragments(handle: FileHandle, boxes: readonly Box[]): Promise<void> {
  let samples = 0;
  for (const moof of boxes.filter(({ type }) => type === "moof")) {
    if (moof.to - moof.from > MAX_FRAGMENT_BYTES) throw damaged();
    const bytes = await readBox(handle, moof);
    const all = childBoxes(bytes, { from: 0, to: bytes.length });
    for (const traf of all.filter(({ type }) => type === "traf"))
      for (const trun of childBoxes(bytes, traf).filter(({ type }) => type === "trun"))
        samples += trun.from + 8 <= trun.to ? bytes.readUInt32BE(trun.from + 4) : 0;
    if (samples > 2 * MAX_SAMPLES) throw damaged();
  }
}

async function readBox(handle: FileHandle, box: Box): Promise<Buffer> {
  const bytes = Buffer.alloc(box.to - box.from);
  await handle.read(bytes, 0, bytes.length, box.from);
  return bytes;
}

function readTracks(index: Buffer, fileSize: number): readonly IndexedTrack[] {
  const top = childBoxes(index, { from: 0, to: index.length });
  if (top.some(({ type }) => type === "cmov"))
    throw new FileRefused(
      "unsupported-format",
      "The video's index is compressed, as QuickTime did long ago. Export it again as an MP4.",
    );
  const timescale = movieTimescale(
    index,
    top.find(({ type }) => type === "mvhd"),
  );
  return top
    .filter(({ type }) => type === "trak")
    .slice(0, 64)
    .map((trak) => readTrack({ index, fileSize, timescale }, trak));
}

/** Units a second in which edit lists count. */
function movieTimescale(index: Buffer, mvhd: Box | undefined): number {
  if (!mvhd || mvhd.to - mvhd.from < 20) throw damaged();
  const at = index[mvhd.from] === 1 ? mvhd.from + 20 : mvhd.from + 12;
  return at + 4 <= mvhd.to ? index.readUInt32BE(at) || 1 : 1;
}
