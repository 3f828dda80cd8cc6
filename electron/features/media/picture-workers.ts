import { Worker } from "node:worker_threads";
import type { Clock } from "../../ports.ts";
import type { PictureJob, PictureReply, PreparedPicture } from "./picture-job.ts";
import { loadDecoders } from "./load-decoders.ts";
import { PictureRefused } from "./picture-refused.ts";
import { Slots } from "./slots.ts";

/** As many as a small computer has cores to spare. */
const THREADS = 2;
/** Threads that have had nothing to do for so long end: a decoder's memory is not given back before. */
const IDLE_MS = 30_000;
/** Far beyond the slowest honest picture (48-megapixel HEIC: about 5 s). */
const TIME_LIMIT_MS = 60_000;

/**
 * The threads in which pictures are decoded, at most two. A file that crashes or hangs its thread is refused; the others
 * get a new one. A thread is no process: a decoder that corrupts memory still ends the app, which then recovers as from
 * any crash.
 */
export class PictureWorkers {
  private readonly script: string;
  private readonly clock: Clock;
  private readonly timeLimitMs: number;
  private readonly idle: Worker[] = [];
  private readonly slots = new Slots(THREADS);
  private busy = 0;
  private forgetIdle: () => void = () => {};

  constructor(deps: {
    readonly script: string;
    readonly clock: Clock;
    readonly timeLimitMs?: number;
  }) {
    this.script = deps.script;
    this.clock = deps.clock;
    this.timeLimitMs = deps.timeLimitMs ?? TIME_LIMIT_MS;
  }

  /** @throws PictureRefused in words for her, also when the file crashed or hung its thread. */
  async prepare(job: PictureJob): Promise<PreparedPicture> {
    this.busy++;
    this.forgetIdle();
    try {
      const reply = await this.slots.run(() => this.ask(job));
      if (reply.kind === "refused") throw new PictureRefused(reply.refusal, reply.reason);
      return reply.picture;
    } finally {
      this.busy--;
      if (this.busy === 0) this.endLater();
    }
  }

  /** Ends the idle threads. One that is still at work ends with its job. */
  async stop(): Promise<void> {
    this.forgetIdle();
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }

  private async ask(job: PictureJob): Promise<PictureReply> {
    const worker = this.idle.pop() ?? (await startWorker(this.script));
    const reply = await askOnce({ worker, job, timeLimitMs: this.timeLimitMs });
    this.idle.push(worker);
    return reply;
  }

  private endLater(): void {
    this.forgetIdle = this.clock.at(this.clock.now() + IDLE_MS, () => void this.stop());
  }
}

async function startWorker(script: string): Promise<Worker> {
  await loadDecoders();
  const worker = new Worker(script);
  worker.unref();
  return worker;
}

/** One job, one reply. Whatever else happens to the thread refuses this file, and the thread is not used again. */
async function askOnce(question: {
  readonly worker: Worker;
  readonly job: PictureJob;
  readonly timeLimitMs: number;
}): Promise<PictureReply> {
  const { worker, job, timeLimitMs } = question;
  // Real time, whatever the wall clock is set to: it is the decoder that hangs.
  const limit = AbortSignal.timeout(timeLimitMs);
  const { promise, resolve, reject } = Promise.withResolvers<PictureReply>();
  const onTimeout = () => reject(gaveUp("took too long"));
  const onError = (error: unknown) => reject(gaveUp("failed", error));
  const onExit = () => reject(gaveUp("stopped"));
  limit.addEventListener("abort", onTimeout);
  worker.once("message", resolve).once("error", onError).once("exit", onExit);
  worker.ref();
  // A thread's postMessage has no origin to name; the rule means windows.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage(job);
  try {
    return await promise;
  } catch (error) {
    void worker.terminate();
    throw error;
  } finally {
    limit.removeEventListener("abort", onTimeout);
    worker.off("message", resolve).off("error", onError).off("exit", onExit);
    worker.unref();
  }
}

function gaveUp(how: string, cause?: unknown): PictureRefused {
  const refused = new PictureRefused(
    "unreadable",
    `Reading the picture ${how}, so it was left out. Export it anew as a JPEG and add that.`,
  );
  refused.cause = cause;
  return refused;
}
