import type { Clock } from "../../ports.ts";
import { FileRefused } from "./file-refused.ts";
import { loadDecoders } from "./load-decoders.ts";
import type { PictureJob, PictureReply, PreparedPicture } from "./picture-job.ts";
import { Threads } from "./threads.ts";

/** As many as a small computer has cores to spare. */
const THREADS = 2;
/** Far beyond the slowest honest picture (48-megapixel HEIC: about 5 s). */
const TIME_LIMIT_MS = 60_000;

/** The threads in which pictures are decoded, at most two. */
export class PictureWorkers {
  private readonly threads: Threads<PictureJob, PictureReply>;

  constructor(deps: {
    readonly script: string;
    readonly clock: Clock;
    readonly timeLimitMs?: number;
  }) {
    this.threads = new Threads({
      timeLimitMs: TIME_LIMIT_MS,
      ...deps,
      count: THREADS,
      before: loadDecoders,
      words: (how) =>
        `Reading the picture ${how}, so it was left out. Export it anew as a JPEG and add that.`,
    });
  }

  /** @throws FileRefused in words for her, also when the file crashed or hung its thread. */
  async prepare(job: PictureJob): Promise<PreparedPicture> {
    const reply = await this.threads.ask(job);
    if (reply.kind === "refused") throw new FileRefused(reply.refusal, reply.reason);
    return reply.picture;
  }

  stop(): Promise<void> {
    return this.threads.stop();
  }
}
