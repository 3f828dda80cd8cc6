import { Worker } from "node:worker_threads";
import type { Clock } from "../../ports.ts";
import { FileRefused } from "./file-refused.ts";
import { Slots } from "./slots.ts";

/** Threads that have had nothing to do for so long end: a decoder's memory is not given back before. */
const IDLE_MS = 30_000;

export type ThreadsDeps = {
  readonly script: string;
  readonly clock: Clock;
  /** How many may run at once. */
  readonly count: number;
  readonly timeLimitMs: number;
  /** What one may hold in objects, in MiB; buffers come on top. Without it, what the process may. */
  readonly memoryMiB?: number;
  /** Run before the first thread starts. */
  readonly before?: () => Promise<void>;
  /** What she is told of a file that failed its thread: `took too long`, `failed` or `stopped`. */
  readonly words: (how: string) => string;
};

/**
 * Threads that read strangers' files. A file that crashes, fills or hangs its thread is refused; the others get a new one.
 * A thread is no process: a decoder that corrupts memory still ends the app, which then recovers as from any crash.
 */
export class Threads<Job, Reply> {
  private readonly deps: ThreadsDeps;
  private readonly idle: Worker[] = [];
  private readonly slots: Slots;
  private busy = 0;
  private forgetIdle: () => void = () => {};

  constructor(deps: ThreadsDeps) {
    this.deps = deps;
    this.slots = new Slots(deps.count);
  }

  /** One job, one reply. @throws FileRefused when the thread gave none. */
  async ask(job: Job): Promise<Reply> {
    this.busy++;
    this.forgetIdle();
    try {
      return await this.slots.run(() => this.askOne(job));
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

  private async askOne(job: Job): Promise<Reply> {
    const worker = this.idle.pop() ?? (await this.startOne());
    const reply = await this.askOnce(worker, job);
    this.idle.push(worker);
    return reply;
  }

  private async startOne(): Promise<Worker> {
    await this.deps.before?.();
    const { memoryMiB } = this.deps;
    const limits = memoryMiB && { resourceLimits: { maxOldGenerationSizeMb: memoryMiB } };
    const worker = new Worker(this.deps.script, { ...limits });
    worker.unref();
    return worker;
  }

  /** Whatever else happens to the thread refuses this file, and the thread is not used again. */
  private async askOnce(worker: Worker, job: Job): Promise<Reply> {
    // Real time, whatever the wall clock is set to: it is the decoder that hangs.
    const limit = AbortSignal.timeout(this.deps.timeLimitMs);
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const onTimeout = () => reject(this.gaveUp("took too long"));
    const onError = (error: unknown) => reject(this.gaveUp("failed", error));
    const onExit = () => reject(this.gaveUp("stopped"));
    limit.addEventListener("abort", onTimeout);
    worker.once("message", resolve).once("error", onError).once("exit", onExit);
    worker.ref();
    // A thread's postMessage has no origin to name; the rule means windows.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(job);
    try {
      return await promise;
    } catch (error) {
      await worker.terminate();
      throw error;
    } finally {
      limit.removeEventListener("abort", onTimeout);
      worker.off("message", resolve).off("error", onError).off("exit", onExit);
      worker.unref();
    }
  }

  private gaveUp(how: string, cause?: unknown): FileRefused {
    const refused = new FileRefused("unreadable", this.deps.words(how));
    refused.cause = cause;
    return refused;
  }

  private endLater(): void {
    const { clock } = this.deps;
    this.forgetIdle = clock.at(clock.now() + IDLE_MS, () => void this.stop());
  }
}
