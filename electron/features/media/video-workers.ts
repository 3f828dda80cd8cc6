import type { Clock } from "../../ports.ts";
import { diskFull } from "./file-store.ts";
import { FileRefused } from "./file-refused.ts";
import { Threads } from "./threads.ts";
import type { PreparedVideo, VideoJob, VideoReply } from "./video-job.ts";

/** Copying 300 MB on a slow disk takes half a minute. */
const TIME_LIMIT_MS = 120_000;
/** The largest index that is read unfolds to about 150 MiB of tables. */
const MEMORY_MIB = 512;

/** The thread in which videos are read and packed anew, one at a time: the disk is what takes long. */
export class VideoWorkers {
  private readonly threads: Threads<VideoJob, VideoReply>;

  constructor(deps: {
    readonly script: string;
    readonly clock: Clock;
    readonly timeLimitMs?: number;
  }) {
    this.threads = new Threads({
      timeLimitMs: TIME_LIMIT_MS,
      ...deps,
      count: 1,
      memoryMiB: MEMORY_MIB,
      words: (how) =>
        `Reading the video ${how}, so it was left out. Export it anew as an MP4 (H.264, AAC) and add that.`,
    });
  }

  /** @throws FileRefused in words for her, also when the file crashed or hung its thread; AppError `disk-full`. */
  async prepare(job: VideoJob): Promise<PreparedVideo> {
    const reply = await this.threads.ask(job);
    if (reply.kind === "disk-full") throw diskFull(undefined);
    if (reply.kind === "refused") throw new FileRefused(reply.refusal, reply.reason);
    return reply.video;
  }

  stop(): Promise<void> {
    return this.threads.stop();
  }
}
