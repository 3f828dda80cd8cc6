import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { buildWhenStale } from "../electron-host/build.ts";
import { NO_CHROMIUM } from "../electron-host/chromium.ts";
import { installedElectron } from "../electron-host/electron-binary.ts";
import { findBrowser } from "../harness/find-browser.ts";
import { startToReady, type Startable, type Started } from "./first-frame.ts";
import { isMet, median, middleHalf, type BenchResult, type Pair } from "./ratio.ts";
import { makeYearOfPosts } from "./year-of-posts.ts";

const root = join(import.meta.dirname, "../..");
const POSTS = 300;
const REQUIRED = 1.5;

/** An app whose only window is an empty page. It says so in the same way as ours: two frames after its contents. */
const EMPTY_MAIN = `import { app, BrowserWindow } from "electron";
const page = "<!doctype html><title>Empty</title><script>requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.appState = 'ready'; }));</script>";
app.setPath("userData", process.argv.find((arg) => arg.startsWith("--data=")).slice(7));
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once("ready-to-show", () => window.show());
  window.loadURL("data:text/html," + encodeURIComponent(page));
});
`;

/**
 * From the start of the process to the calendar of an account with a year of posts, against an app with an empty page on
 * the same Electron (or the same host), in turn. Files are warm: the first pair is dropped. Chromium's profile is new at
 * each start on the host, for both.
 */
export async function benchColdStart(pairs = 15): Promise<readonly BenchResult[]> {
  buildWhenStale(root);
  const electron = installedElectron(root);
  if (!electron && !findBrowser()) throw new Error(NO_CHROMIUM);
  const folder = mkdtempSync(join(tmpdir(), "defeah-cold-start-"));
  try {
    const ours = await makeOurs(folder);
    const empty = makeEmpty(folder);
    const taken: Pair<Started>[] = [];
    const bare: number[] = [];
    for (let pair = 0; pair <= pairs; pair++) {
      const turn = () => startToReady(ours, electron);
      const peer = () => startToReady(empty, electron);
      // Who goes first changes, so that neither always finds the other's warmth.
      if (pair % 2) taken.push({ ours: await turn(), peer: await peer() });
      else {
        const first = await peer();
        taken.push({ peer: first, ours: await turn() });
      }
      bare.push(await startBareChromium());
    }
    return toResults(taken.slice(1), bare.slice(1), electron ? "Electron" : "the host");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeOurs(folder: string): Promise<Startable> {
  const data = join(folder, "year");
  await makeYearOfPosts(data, POSTS);
  return { folder: root, args: [`--data=${data}`] };
}

function makeEmpty(folder: string): Startable {
  const app = join(folder, "empty");
  const data = join(app, "user");
  mkdirSync(data, { recursive: true });
  const about = { name: "empty", version: "1.0.0", type: "module", main: "main.js" };
  writeFileSync(join(app, "package.json"), JSON.stringify(about));
  writeFileSync(join(app, "main.js"), EMPTY_MAIN);
  return { folder: app, args: [`--data=${data}`] };
}

/** Chromium alone, without any app around it: launched, one page, two frames. */
async function startBareChromium(): Promise<number> {
  const executablePath = findBrowser();
  if (!executablePath) return Number.NaN;
  const start = performance.now();
  const browser = await chromium.launch({
    executablePath,
    args: ["--disable-gpu", "--no-sandbox"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        }),
    );
    return performance.now() - start;
  } finally {
    await browser.close();
  }
}

function toResults(
  pairs: readonly Pair<Started>[],
  bare: readonly number[],
  where: string,
): readonly BenchResult[] {
  const ours = pairs.map((pair) => pair.ours.ms);
  const ratios = pairs.map((pair) => pair.ours.ms / pair.peer.ms);
  const line = {
    name: `cold start to the calendar of ${POSTS} posts, against an app with an empty page on ${where}`,
    ours: median(ours),
    peer: median(pairs.map((pair) => pair.peer.ms)),
    sense: "slower",
    ratio: median(ratios),
    required: REQUIRED,
  } as const;
  const bareRatios = ours.map((ms, index) => ms / (bare[index] ?? Number.NaN));
  return [
    { ...line, ok: isMet(line), detail: describe(pairs, ratios) },
    {
      name: "the same start, against an empty page of Chromium alone",
      ours: line.ours,
      peer: median(bare),
      sense: "slower",
      ratio: median(bareRatios),
      required: null,
      ok: true,
      detail: `for comparison: no app process at all on that side; ratio ${middleHalf(bareRatios)}`,
    },
  ];
}

function describe(pairs: readonly Pair<Started>[], ratios: readonly number[]): string {
  const processor = pairs.flatMap(({ ours, peer }) =>
    ours.processorMs && peer.processorMs ? [ours.processorMs / peer.processorMs] : [],
  );
  const cpu = processor.length > 0 ? `; of processor time ${middleHalf(processor)}` : "";
  return `median of ${pairs.length} pairs (middle half): ratio ${middleHalf(ratios)}${cpu}; ours ${middleHalf(
    pairs.map(({ ours }) => ours.ms),
    0,
  )} ms, empty ${middleHalf(
    pairs.map(({ peer }) => peer.ms),
    0,
  )} ms`;
}

if (import.meta.main) for (const line of await benchColdStart()) console.log(line);
