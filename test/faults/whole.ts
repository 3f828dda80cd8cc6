import { addUp, sumLine, tableOf } from "../crash/figures.ts";
import { DEAD_LINE_FAULT, NO_FAULT, PUBLISH_FAULTS } from "../crash/points.ts";
import {
  faultRuns,
  playAll as playProcesses,
  pointRuns,
  type Result,
  type Run,
} from "../crash/series.ts";
import { playOnFullDisk } from "./full-disk.ts";
import { asResult, type Told } from "./play-all.ts";
import { playSeries } from "./play-series.ts";
import { SERIES } from "./shard.ts";

/** Longer than the publish call may take under test times. */
const ASLEEP_MS = 3000;
/** What a sleep can meet: an answer that waits in the socket, none, or a line that is gone. */
const SLEEPS: readonly Run[] = [NO_FAULT, ...PUBLISH_FAULTS.slice(0, 2)].map((fault) => ({
  row: "asleep amid the publish call",
  plan: { death: { kind: "asleep", ms: ASLEEP_MS }, fault },
}));

/** All forty, everywhere: on a clock of the test's with either way a second call for a container may go, then in real processes. */
export async function playForty(lanes: number): Promise<number> {
  const onTold = (told: Told) => void process.stderr.write(told.wrong.length > 0 ? "E" : ".");
  const results: Result[] = [];
  for (const secondPublish of ["publish-again", "refuse"] as const)
    results.push(...(await playSeries("forty", { lanes, secondPublish, onTold })).map(asResult));
  results.push(...playOnFullDisk());
  const runs = [...pointRuns(2), ...faultRuns(1), ...SLEEPS].map(asProcess);
  const { results: real, lateDuplicates } = await playProcesses(runs, { lanes }, ({ error }) =>
    process.stderr.write(error ? "E" : "."),
  );
  results.push(...real);
  if (lateDuplicates > 0) results.push({ row: "whole ledgers", error: `${lateDuplicates} late` });
  return tell(results);
}

/** All pairs, or some of them. */
export async function playPairs(lanes: number, some: string | undefined): Promise<number> {
  const whole = SERIES.pairs().length;
  const most = some === undefined ? undefined : Number(some);
  let both = 0;
  const onTold = ({ wrong, played }: Told) => {
    if (played?.unmet.length === 0) both += 1;
    process.stderr.write(wrong.length > 0 ? "E" : ".");
  };
  const told = await playSeries("pairs", { lanes, secondPublish: "publish-again", most, onTold });
  const exitCode = tell(told.map(asResult));
  console.log(`${told.length} of ${whole} pairs, ${both} with both struck`);
  return exitCode;
}

function asProcess({ row, plan }: Run): Run {
  const isLine = plan.fault === DEAD_LINE_FAULT;
  return { row: `processes: ${row}${isLine ? " (proxy)" : ""}`, plan };
}

/** The table, what was wrong, and the sum. Returns the exit code. */
function tell(results: readonly Result[]): number {
  const total = addUp(results);
  const rows = [...new Set(results.map(({ row }) => row))].sort();
  process.stderr.write("\n");
  console.log(tableOf(results, rows));
  for (const fault of total.faults) console.log(fault);
  console.log(sumLine(total));
  return total.duplicates + total.lost + total.faults.length === 0 ? 0 : 1;
}
