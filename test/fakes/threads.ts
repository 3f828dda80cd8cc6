import { openReadOnly } from "../../electron/db/read-only.ts";
import { systemThreads } from "../../electron/lib/system-threads.ts";
import type { Clock, Threads } from "../../electron/ports.ts";
import type { ToWatch, WatchOrder } from "../../electron/watch/messages.ts";
import { Watch } from "../../electron/watch/watch.ts";

/**
 * Node's own threads, but for the watch: it goes by the test's clock, so it runs here, with its own connection, and only
 * where a test asks for it.
 */
export function fakeThreads(clock: Clock, isWatched: () => boolean): Threads {
  return {
    start(script, options) {
      if (!script.includes("watch-worker")) return systemThreads.start(script, options);
      if (!isWatched()) return { post: () => {}, stop: () => Promise.resolve() };
      const { database, times } = options.data as WatchOrder;
      const watch = new Watch({
        clock,
        times,
        open: () => openReadOnly(database),
        post: (message) => queueMicrotask(() => options.onMessage(structuredClone(message))),
        alarm: () => {},
      });
      queueMicrotask(() => watch.start());
      return {
        post: (message) => watch.hear(structuredClone(message) as ToWatch),
        stop: () => Promise.resolve(watch.stop()),
      };
    },
  };
}
