import { parentPort } from "node:worker_threads";
import { Logging, type LogLevel } from "mediabunny";
import { isDiskFull } from "./file-store.ts";
import { FileRefused } from "./file-refused.ts";
import { prepareVideo } from "./prepare-video.ts";
import type { VideoJob, VideoReply } from "./video-job.ts";

/*
 * The thread in which strangers' videos are read and packed anew. It reads only the file it is told, writes only the copy
 * it is told, and answers each job once. What it does not expect ends it: main then refuses that one file.
 */

const SILENT = 0 as LogLevel.Silent;
Logging.level = SILENT; // what is wrong with a file is answered, not printed

async function answer(job: VideoJob): Promise<VideoReply> {
  try {
    return { kind: "prepared", video: await prepareVideo(job) };
  } catch (error) {
    // The copy did not fit; nothing is wrong with the file.
    if (isDiskFull(error)) return { kind: "disk-full" };
    if (!(error instanceof FileRefused)) throw error;
    return { kind: "refused", refusal: error.refusal, reason: error.message };
  }
}

parentPort?.on("message", (job: VideoJob) => {
  // A thread's postMessage has no origin to name; the rule means windows.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  void answer(job).then((reply) => parentPort?.postMessage(reply));
});
