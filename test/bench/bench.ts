import { cpus, loadavg } from "node:os";
import { execFileSync } from "node:child_process";
import { findBrowser } from "../harness/find-browser.ts";
import { benchCalendar } from "./calendar/bench-calendar.ts";
import { benchColdStart } from "./cold-start.ts";
import { benchPictures } from "./pictures.ts";
import type { BenchResult } from "./ratio.ts";
import { benchScheduler } from "./scheduler/bench-scheduler.ts";

/**
 * `npm run bench`: the figures that the project promises, each against its peer in the same run on the same machine. Names
 * of parts choose some (`npm run bench -- pictures calendar`); `--strict` makes a missed figure the exit code 1.
 */
const PARTS = {
  pictures: () => benchPictures(),
  calendar: () => benchCalendar(),
  "cold-start": () => benchColdStart(),
  scheduler: () => benchScheduler(),
} satisfies Readonly<Record<string, () => Promise<readonly BenchResult[]>>>;

const METHOD = `How this is measured: ours and the peer run in turn, first runs are dropped, and the figure is the median of the ratios of
neighbouring runs, with the middle half of them in brackets (the calendar's: an empty mount subtracted from both).
Only ratios carry over to another machine. Other programs disturb them, so the load is printed with each line; "processor" is the
time the work took of processors, which they stretch less.`;

function machine(): string {
  const [first] = cpus();
  const browser = findBrowser();
  const version = browser
    ? execFileSync(browser, ["--version"], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim()
    : "none";
  return `${cpus().length} cores (${first?.model.trim() ?? "unknown"}), Node ${process.versions.node}, ${version}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function run(names: readonly (keyof typeof PARTS)[]): Promise<BenchResult[]> {
  const lines: BenchResult[] = [];
  for (const name of names) {
    const before = load();
    const taken = await PARTS[name]();
    const loads = `load ${before} before, ${load()} after`;
    lines.push(...taken.map((line) => ({ ...line, detail: `${line.detail}; ${loads}` })));
  }
  return lines;
}

/** Of the last minute; on two cores more than 2 means that programs wait for one another. */
function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

function demand({ required, sense }: BenchResult): string {
  if (required === null) return "—";
  return sense === "slower" ? `at most ${required}` : `at least ${required}`;
}

const asked = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const known = Object.keys(PARTS) as (keyof typeof PARTS)[];
const chosen = asked.length > 0 ? known.filter((name) => asked.includes(name)) : known;
const facts = machine();
say(`${facts}\n${METHOD}\n`);
const lines = await run(chosen);
console.table(
  lines.map((line) => ({
    name: line.name,
    "ours ms": Number(line.ours.toFixed(1)),
    "peer ms": Number(line.peer.toFixed(1)),
    ratio: Number(line.ratio.toFixed(2)),
    required: demand(line),
    ok: line.ok ? "yes" : "no",
  })),
);
for (const line of lines) say(`${line.name}: ${line.detail}`);
for (const { name, ours, peer, ratio, ok, ...line } of lines) {
  const round = (value: number) => Number(value.toFixed(3));
  const required = demand({ name, ours, peer, ratio, ok, ...line });
  say(
    JSON.stringify({
      name,
      ours: round(ours),
      peer: round(peer),
      ratio: round(ratio),
      required,
      ok: ok ? "yes" : "no",
      detail: line.detail,
      machine: facts,
    }),
  );
}
if (process.argv.includes("--strict") && lines.some(({ ok }) => !ok)) process.exitCode = 1;
