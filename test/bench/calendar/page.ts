import type { Spread } from "./entries.ts";

/** What a calendar page offers to the measurement. */
export type CalendarPage = {
  /** Makes the posts, before time is taken. */
  prepare(start: Start): void;
  /** Puts a month with the posts into an empty box. */
  mount(box: HTMLElement, start: Start): Mounted;
};
export type Start = { readonly count: number; readonly spread: Spread; readonly month: string };
export type Mounted = { next(): void; unmount(): void };

/** What is visible on one day: titles and status words in order, and how many more it says there are. */
export type ShownDay = {
  readonly titles: readonly string[];
  readonly statuses: readonly string[];
  readonly more: number;
};
export const STATUS_WORDS = /Scheduled|Draft|Published|Failed/g;

export type Bench = {
  /** Makes the posts that `open` will show. */
  prepare(start: Start): void;
  /** Shows a month. Milliseconds to the paint after the last change of the page. */
  open(start: Start): Promise<number>;
  /** Turns to the next month; the same measure. */
  turn(): Promise<number>;
  /** An empty element, mounted the same way: what measuring itself costs. */
  openEmpty(): Promise<number>;
  /** What is visible now, by day. */
  shown(): Readonly<Record<string, ShownDay>>;
  /** Takes away what is open. */
  clear(): Promise<void>;
};

declare global {
  interface Window {
    bench: Bench;
  }
}

const QUIET_FRAMES = 8;

/** Offers a calendar to the measurement as `window.bench`. */
export function offerBench(
  page: CalendarPage,
  parts: {
    readonly empty: (box: HTMLElement) => Mounted;
    readonly read: (box: HTMLElement) => Readonly<Record<string, ShownDay>>;
  },
): void {
  const box = document.createElement("div");
  box.className = "box";
  document.body.append(box);
  let mounted: Mounted | null = null;
  const mount = (make: () => Mounted) =>
    settleTime(box, () => {
      mounted = make();
    });
  window.bench = {
    prepare: (start) => page.prepare(start),
    open: (start) => mount(() => page.mount(box, start)),
    openEmpty: () => mount(() => parts.empty(box)),
    turn: () => settleTime(box, () => mounted?.next()),
    shown: () => parts.read(box),
    clear: async () => {
      mounted?.unmount();
      box.replaceChildren();
      await frame();
    },
  };
}

/** Runs `work` and waits until nothing has changed for some frames: the time of the last paint that showed a change. */
async function settleTime(box: HTMLElement, work: () => void): Promise<number> {
  let hasChanged = false;
  const observer = new MutationObserver(() => {
    hasChanged = true;
  });
  observer.observe(box, { subtree: true, childList: true, attributes: true, characterData: true });
  const start = performance.now();
  work();
  let last = start;
  for (let quiet = 0; quiet < QUIET_FRAMES; quiet++) {
    hasChanged = false;
    await frame();
    if (!hasChanged && last > start) continue;
    last = performance.now();
    quiet = 0;
  }
  observer.disconnect();
  return last - start;
}

/** The next frame has been laid out and painted. */
function frame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener("message", () => resolve());
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  });
}
