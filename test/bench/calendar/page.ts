import type { Spread } from "./entries.ts";

/** What a calendar page offers to the measurement. */
export type CalendarPage = {
  /** Puts a month with the posts into an empty box. */
  mount(box: HTMLElement, start: Start): Mounted;
};
export type Start = { readonly count: number; readonly spread: Spread; readonly month: string };
export type Mounted = { next(): void; unmount(): void };

/** What is visible on one day: titles in order, and how many more it says there are. */
export type ShownDay = { readonly titles: readonly string[]; readonly more: number };

export type Bench = {
  /** Milliseconds from asking for a mount to the paint after the last change of the page. */
  mount(start: Start): Promise<number>;
  /** The same for turning from the month before to October. */
  next(start: Start): Promise<number>;
  /** An empty element, mounted the same way: what measuring itself costs. */
  floor(): Promise<number>;
  /** What October shows. */
  shown(start: Start): Promise<Readonly<Record<string, ShownDay>>>;
};

declare global {
  interface Window {
    bench: Bench;
  }
}

const QUIET_FRAMES = 12;

/** Offers a calendar to the measurement as `window.bench`. */
export function offerBench(
  page: CalendarPage,
  parts: {
    readonly empty: (box: HTMLElement) => Mounted;
    readonly read: (box: HTMLElement) => Readonly<Record<string, ShownDay>>;
  },
): void {
  const inBox = async <T>(work: (box: HTMLElement) => Promise<T>): Promise<T> => {
    const box = document.createElement("div");
    box.className = "box";
    document.body.append(box);
    await frame();
    try {
      return await work(box);
    } finally {
      box.remove();
    }
  };
  const timed = (box: HTMLElement, work: () => Mounted) =>
    settleTime(box, work).then(({ ms, made }) => {
      made.unmount();
      return ms;
    });
  window.bench = {
    mount: (start) => inBox((box) => timed(box, () => page.mount(box, start))),
    floor: () => inBox((box) => timed(box, () => parts.empty(box))),
    next: (start) =>
      inBox(async (box) => {
        const before = { ...start, month: "2026-09-01" };
        const { made } = await settleTime(box, () => page.mount(box, before));
        return timed(box, () => {
          made.next();
          return made;
        });
      }),
    shown: (start) =>
      inBox(async (box) => {
        const { made } = await settleTime(box, () => page.mount(box, start));
        const days = parts.read(box);
        made.unmount();
        return days;
      }),
  };
}

/** Runs `work` and waits until nothing has changed for some frames: the time of the last paint that showed a change. */
async function settleTime(
  box: HTMLElement,
  work: () => Mounted,
): Promise<{ readonly ms: number; readonly made: Mounted }> {
  let hasChanged = false;
  const observer = new MutationObserver(() => {
    hasChanged = true;
  });
  observer.observe(box, { subtree: true, childList: true, attributes: true, characterData: true });
  const start = performance.now();
  const made = work();
  let last = start;
  for (let quiet = 0; quiet < QUIET_FRAMES; quiet++) {
    hasChanged = false;
    await frame();
    if (!hasChanged && last > start) continue;
    last = performance.now();
    quiet = 0;
  }
  observer.disconnect();
  return { ms: last - start, made };
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
