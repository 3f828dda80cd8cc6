/**
 * Our month view against FullCalendar 7 in one Chromium: `node test/bench/calendar/bench-calendar.ts`. The same posts,
 * the same four a day, no pictures on either side, in fifteen rounds; the figure is the median of the rounds' ratios.
 *
 * Compared is how long the page is kept busy (scripts, style, layout and paint on its main thread, in the processor's
 * time), less the median of what an empty mount costs. The time to the last paint is printed beside it, raw: it comes in steps of a
 * 16.7 ms frame, so that one frame against three says little, and a busy machine stretches it.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "vite";
import react from "@vitejs/plugin-react";
import { chromium, type Browser, type CDPSession, type Page } from "playwright";
import { findBrowser } from "../../harness/find-browser.ts";
import { isMet, median, middleHalf, type BenchResult, type Pair } from "../ratio.ts";
import { MONTH, type Spread } from "./entries.ts";
import type { ShownDay, Start } from "./page.ts";

const ROUNDS = 15;
/** In the first rounds the scripts are still being compiled. */
const WARM_UP = 2;
const REQUIRED = 3;
const ORIGIN = "https://bench.test";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};
const CASES: readonly { readonly count: number; readonly spread: Spread }[] = [
  { count: 1000, spread: "month" },
  { count: 10_000, spread: "month" },
  { count: 1000, spread: "year" },
  { count: 10_000, spread: "year" },
];

/** Medians in ms: `busy` on the main thread, `paint` on the clock. */
type Sample = { readonly busy: number; readonly paint: number };
type Step = "open" | "turn";
type Pages = { readonly ours: BenchPage; readonly theirs: BenchPage };

/** Mounts and turns of the month, 1,000 and 10,000 posts in one month and over a year. About four minutes. */
export async function benchCalendar(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "calendar-bench-"));
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? "",
    args: ["--no-sandbox"],
  });
  try {
    await buildPages(folder);
    const pages = {
      ours: new BenchPage(await openPage(browser, folder, "page-ours")),
      theirs: new BenchPage(await openPage(browser, folder, "page-full-calendar")),
    };
    const lines: BenchResult[] = [];
    for (const { count, spread } of CASES) {
      const start: Start = { count, spread, month: MONTH };
      const difference = await compareShown(pages, start);
      for (const step of ["open", "turn"] as const) {
        const name = `${step === "open" ? "show" : "turn to"} a month, ${count} posts in a ${spread}`;
        lines.push(await measure(pages, { name, start, step, difference }));
      }
    }
    return lines;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds both pages, minified and for production, each as files of its own. */
async function buildPages(folder: string): Promise<void> {
  for (const name of ["page-ours", "page-full-calendar"])
    await build({
      root: import.meta.dirname,
      configFile: false,
      logLevel: "error",
      mode: "production",
      plugins: [react()],
      build: {
        outDir: join(folder, name),
        target: "chrome140",
        rolldownOptions: {
          input: join(import.meta.dirname, `${name}.tsx`),
          output: { entryFileNames: "page.js", assetFileNames: "page[extname]" },
        },
      },
    });
}

async function openPage(browser: Browser, folder: string, name: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 1000 },
    timezoneId: "Europe/Berlin",
  });
  const html = `<!doctype html><link rel="stylesheet" href="/page.css"><body><script type="module" src="/page.js"></script>`;
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const isPage = pathname === "/";
    await route.fulfill({
      body: isPage ? html : readFileSync(join(folder, name, pathname)),
      contentType: isPage ? "text/html" : (TYPES[extname(pathname)] ?? "text/plain"),
    });
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => "bench" in window);
  return page;
}

/** One calendar in its tab. */
class BenchPage {
  private readonly page: Page;
  private cdp: CDPSession | null = null;

  constructor(page: Page) {
    this.page = page;
  }

  async sample(start: Start, step: Step): Promise<Sample> {
    await this.prepare(start);
    if (step === "open")
      return this.timed(() => this.page.evaluate((asked) => window.bench.open(asked), start));
    const before = { ...start, month: "2026-09-01" };
    await this.page.evaluate((asked) => window.bench.open(asked), before);
    return this.timed(() => this.page.evaluate(() => window.bench.turn()));
  }

  async sampleEmpty(): Promise<Sample> {
    await this.rest();
    return this.timed(() => this.page.evaluate(() => window.bench.openEmpty()));
  }

  async shown(start: Start): Promise<Readonly<Record<string, ShownDay>>> {
    await this.prepare(start);
    await this.page.evaluate((asked) => window.bench.open(asked), start);
    return this.page.evaluate(() => window.bench.shown());
  }

  private async prepare(start: Start): Promise<void> {
    await this.page.evaluate((asked) => window.bench.prepare(asked), start);
    await this.rest();
  }

  private async rest(): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate(() => window.bench.clear());
    await this.page.requestGC();
  }

  private async timed(work: () => Promise<number>): Promise<Sample> {
    const before = await this.busyMs();
    const paint = await work();
    return { paint, busy: (await this.busyMs()) - before };
  }

  /** What the main thread has spent on tasks since the page began. */
  private async busyMs(): Promise<number> {
    if (!this.cdp) {
      this.cdp = await this.page.context().newCDPSession(this.page);
      await this.cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    }
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0) * 1000;
  }
}

/**
 * Rounds of one of each, so that whatever else the machine does falls on both; who goes first changes, as what runs later
 * finds the processor in another state.
 */
async function measure(
  pages: Pages,
  asked: { name: string; start: Start; step: Step; difference: string },
): Promise<BenchResult> {
  const rounds: Pair<Sample>[] = [];
  const empty: Sample[] = [];
  const ours = () => pages.ours.sample(asked.start, asked.step);
  const theirs = () => pages.theirs.sample(asked.start, asked.step);
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    if (round % 2 === 0) rounds.push({ ours: await ours(), peer: await theirs() });
    else {
      const peer = await theirs();
      rounds.push({ ours: await ours(), peer });
    }
    empty.push(await pages.ours.sampleEmpty());
  }
  return toLine(asked, rounds.slice(WARM_UP), middle(empty.slice(WARM_UP)));
}

/** In how many of the month's days the two show other posts. */
async function compareShown(pages: Pages, start: Start): Promise<string> {
  const ours = await pages.ours.shown(start);
  const theirs = await pages.theirs.shown(start);
  const days = Object.keys(ours).filter((day) => day.startsWith("2026-10"));
  const differing = days.filter((day) => {
    const [mine, other] = [ours[day], theirs[day]];
    return !other || !mine || JSON.stringify(mine) !== JSON.stringify(other);
  });
  const shown = days.reduce((sum, day) => sum + (ours[day]?.titles.length ?? 0), 0);
  if (differing.length > 0 || shown === 0)
    throw new Error(
      `The two do not show the same posts (${start.count}, ${start.spread}): ${differing
        .slice(0, 3)
        .map((day) => `${day} ${JSON.stringify(ours[day])} / ${JSON.stringify(theirs[day])}`)
        .join("; ")}`,
    );
  return `${shown} posts in sight on ${days.length} days, the same in both`;
}

function toLine(
  asked: { readonly name: string; readonly difference: string },
  rounds: readonly Pair<Sample>[],
  empty: Sample,
): BenchResult {
  const ours = middle(rounds.map((round) => round.ours));
  const theirs = middle(rounds.map((round) => round.peer));
  const ratios = rounds.map(
    (round) => (round.peer.busy - empty.busy) / Math.max(round.ours.busy - empty.busy, 0.5),
  );
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const busy = `busy: ours ${ms(ours.busy)}, FullCalendar ${ms(theirs.busy)}, empty mount ${ms(empty.busy)}, raw ratio ${(theirs.busy / ours.busy).toFixed(1)}`;
  const line = {
    name: `${asked.name}, against FullCalendar 7`,
    ours: ours.busy,
    peer: theirs.busy,
    sense: "faster",
    ratio: median(ratios),
    required: REQUIRED,
  } as const;
  const paint = `painted after ${ms(ours.paint)}, ${ms(theirs.paint)}, ${ms(empty.paint)}`;
  return {
    ...line,
    ok: isMet(line),
    detail: `ratio ${middleHalf(ratios)}; ${busy}; ${paint}; ${asked.difference}`,
  };
}

function middle(samples: readonly Sample[]): Sample {
  return {
    busy: median(samples.map((sample) => sample.busy)),
    paint: median(samples.map((sample) => sample.paint)),
  };
}

if (import.meta.main) for (const line of await benchCalendar()) console.log(line);
