import { Worker } from "node:worker_threads";
import type { Threads } from "../ports.ts";

/** Node's threads. They keep no process alive. */
export const systemThreads: Threads = {
  start(script, { data, onMessage, onEnd }) {
    const worker = new Worker(script, { workerData: data });
    let failure: Error | undefined;
    worker.unref();
    worker.on("message", onMessage);
    worker.on("error", (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    worker.on("exit", () => onEnd(failure));
    return {
      // A thread's postMessage has no origin to name; the rule means windows.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      post: (message) => worker.postMessage(message),
      stop: async () => void (await worker.terminate()),
    };
  },
};
