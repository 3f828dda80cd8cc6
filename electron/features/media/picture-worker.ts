import { readFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import sharp from "sharp";
import type { PictureJob, PictureReply } from "./picture-job.ts";
import { FileRefused } from "./file-refused.ts";
import { preparePicture } from "./prepare-picture.ts";

/*
 * The thread in which strangers' files are decoded. It reads only the file it is told, writes nothing, and answers each
 * job once. What it does not expect ends it: main then refuses that one file and starts another thread.
 */

// One core each: main runs two of these, and the window has to stay smooth.
sharp.concurrency(1);
sharp.cache(false);
async function answer(job: PictureJob): Promise<PictureReply> {
  try {
    return { kind: "prepared", picture: await preparePicture(await readFile(job.file), job) };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { kind: "refused", refusal: error.refusal, reason: error.message };
  }
}

parentPort?.on("message", (job: PictureJob) => {
  // A thread's postMessage has no origin to name; the rule means windows.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  void answer(job).then((reply) => parentPort?.postMessage(reply));
});
