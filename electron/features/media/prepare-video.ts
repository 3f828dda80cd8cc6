import { rm } from "node:fs/promises";
import type { ImportNote } from "../../../shared/contract/media.ts";
import { stops } from "../../../shared/rules/check.ts";
import { checkVideo, VIDEO_USES, type VideoFacts } from "../../../shared/rules/video.ts";
import { damaged } from "./box-reader.ts";
import { digestFile } from "./digest-file.ts";
import { FileRefused } from "./file-refused.ts";
import { openVideo, probeVideo } from "./probe-video.ts";
import { remuxVideo } from "./remux-video.ts";
import { readVideoIndex, type VideoIndex } from "./video-index.ts";
import type { PreparedVideo, VideoJob } from "./video-job.ts";

/**
 * Looks at a video and, where its packing is wrong and its streams are right, packs it anew into `job.out` without coding
 * anything again.
 *
 * @throws FileRefused when no format of Instagram takes it, with what to change at its export.
 */
export async function prepareVideo(job: VideoJob): Promise<PreparedVideo> {
  const index = await readVideoIndex(job.file);
  const asItCame = await probe(job.file, index, job.container);
  // What packing anew would mend is not held against it.
  refuseUseless({ ...asItCame, hasFastStart: true, hasEditList: false });
  if (!needsRemux(asItCame, index)) return { facts: asItCame, notes: [], remuxed: null };
  if (index.tracks.some(({ edits }) => edits?.isCut)) throw cutByEdits();
  const { leadInS } = await remuxVideo(job.file, job.out, index);
  const facts = await probe(job.out, await readVideoIndex(job.out), "mp4");
  try {
    refuseUseless(facts);
  } catch (error) {
    await rm(job.out, { force: true });
    throw error;
  }
  return {
    facts,
    notes: notesOf(index, leadInS),
    remuxed: { sha256: await digestFile(job.out) },
  };
}

async function probe(
  file: string,
  index: VideoIndex,
  container: VideoFacts["container"],
): Promise<VideoFacts> {
  const opened = await openVideo(file);
  try {
    return await probeVideo(opened, index, container);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    const refused = damaged();
    refused.cause = error;
    throw refused;
  } finally {
    opened.input.dispose();
  }
}

function needsRemux(facts: VideoFacts, index: VideoIndex): boolean {
  return facts.container !== "mp4" || !facts.hasFastStart || facts.hasEditList || index.hasLocation;
}

/** Some use must be open to it. What closes them all is said; what closes one is said where it is used. */
function refuseUseless(facts: VideoFacts): void {
  const stopped = VIDEO_USES.map((use) => stops(checkVideo(facts, use)));
  if (stopped.some((stop) => stop.length === 0)) return;
  const [first = []] = stopped;
  throw new FileRefused("video", first.map(({ message }) => message).join(" "));
}

function cutByEdits(): FileRefused {
  return new FileRefused(
    "video",
    "The video was cut or slowed down without being written anew (edit list), and Instagram takes no edit lists. Export the cut as a new MP4 and add that.",
  );
}

/** Below it nobody sees the difference: two frames. */
const NOTICEABLE_S = 0.08;

function notesOf(index: VideoIndex, leadInS: number): readonly ImportNote[] {
  return [
    "remuxed",
    ...(leadInS > NOTICEABLE_S ? (["starts-earlier"] as const) : []),
    ...(index.hasLocation ? (["location-removed"] as const) : []),
  ];
}
