/**
 * Our month view against FullCalendar 7 in one Chromium: `node test/bench/calendar/bench-calendar.ts`. The same posts,
 * the same four a day, no pictures on either side, runs in turn, medians; what an empty mount costs is subtracted from
 * both, and both numbers are printed.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "vite";
import react from "@vitejs/plugin-react";
import { chromium, type Browser, type Page } from "playwright";
import { MONTH, type Spread } from "./entries.ts";
import type { Start } from "./page.ts";

export type BenchLine = {
  readonly name: string;
  /** How many times faster ours is, floor subtracted. */
  readonly ratio: number;
  readonly required: number;
  readonly ok: boolean;
  readonly detail: string;
};

const RUNS = 7;
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

type Pages = { readonly ours: Page; readonly theirs: Page };
type Times = { readonly ours: number; readonly theirs: number; readonly floor: number };

/** Mounts and turns of the month, 1,000 and 10,000 posts in one month and over a year. About two minutes. */
export async function benchCalendar(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), "calendar-bench-"));
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // Without the screen's 60 Hz the two are not rounded to the same frames.
    args: ["--no-sandbox", "--disable-frame-rate-limit", "--disable-gpu-vsync"],
  });
  try {
    await buildPages(folder);
    const pages = {
      ours: await openPage(browser, folder, "page-ours"),
      theirs: await openPage(browser, folder, "page-full-calendar"),
    };
    const lines: BenchLine[] = [];
    for (const { count, spread } of CASES) {
      const start: Start = { count, spread, month: MONTH };
      const difference = await compareShown(pages, start);
      for (const step of ["mount", "next"] as const)
        lines.push(
          toLine(
            `${step === "mount" ? "show" : "turn to"} a month, ${count} posts in a ${spread}`,
            await measure(pages, start, step),
            difference,
          ),
        );
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

/** Runs in turn, so that whatever else the machine does falls on both; the first of each warms up. */
async function measure(pages: Pages, start: Start, step: "mount" | "next"): Promise<Times> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const floor: number[] = [];
  for (let run = -1; run < RUNS; run++) {
    const mine = await once(pages.ours, start, step);
    const other = await once(pages.theirs, start, step);
    const empty = await pages.ours.evaluate(() => window.bench.floor());
    if (run < 0) continue;
    ours.push(mine);
    theirs.push(other);
    floor.push(empty);
  }
  return { ours: median(ours), theirs: median(theirs), floor: median(floor) };
}

async function once(page: Page, start: Start, step: "mount" | "next"): Promise<number> {
  await page.bringToFront();
  await page.requestGC();
  return page.evaluate(({ start, step }) => window.bench[step](start), { start, step });
}

/** In how many of the month's days the two show other posts. */
async function compareShown(pages: Pages, start: Start): Promise<string> {
  await pages.ours.bringToFront();
  const ours = await pages.ours.evaluate((asked) => window.bench.shown(asked), start);
  await pages.theirs.bringToFront();
  const theirs = await pages.theirs.evaluate((asked) => window.bench.shown(asked), start);
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

function toLine(name: string, times: Times, sameness: string): BenchLine {
  const own = Math.max(times.ours - times.floor, 0.5);
  const ratio = (times.theirs - times.floor) / own;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return {
    name,
    ratio,
    required: REQUIRED,
    ok: ratio >= REQUIRED,
    detail: `ours ${ms(times.ours)}, FullCalendar ${ms(times.theirs)}, empty mount ${ms(times.floor)}, raw ratio ${(times.theirs / times.ours).toFixed(1)}; ${sameness}`,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

if (import.meta.main) {
  const lines = await benchCalendar();
  for (const line of lines)
    console.log(
      `${line.ok ? "ok  " : "FAIL"} ${line.name}: ${line.ratio.toFixed(1)}x (at least ${line.required}x). ${line.detail}`,
    );
  if (lines.some((line) => !line.ok)) process.exitCode = 1;
}
