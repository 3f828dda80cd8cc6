import { parseArgs } from "node:util";
import { buildWhenStale } from "../electron-host/build.ts";
import { root } from "./data-folder.ts";
import { addUp, sumLine, tableOf } from "./figures.ts";
import { Lane } from "./lane.ts";
import { playForty, playPairs } from "../faults/whole.ts";
import { workInMemory } from "../harness/memory-folder.ts";
import { NO_FAULT, POINTS } from "./points.ts";
import { faultRuns, playAll, pointRuns, randomRuns, type Run } from "./series.ts";

const USAGE = `npm run crash                       each named step of the publish path × 20
npm run crash -- --runs 5           each × 5; --at <step> only that one
npm run crash -- --faults 5         each fault of the publish call × 5, without a kill, killed after, killed amid
npm run crash -- --random 100       killed at any moment, once to three times
npm run crash -- --forty            the forty faults of the matrix at every step they can strike, with every sort of post, and in
                                    real processes and on a full disk
npm run crash -- --pairs            all ordered pairs of faults at every two moments; --some 500 of them, evenly spread
                    --lanes 3       so many at once
                    --unhurried     with the waits that the app really has: minutes per run
                    --refuse        a second call for one container is refused, instead of publishing again

The real built main process on the Electron host against the practice Instagram; its ledger decides.`;

const { values } = parseArgs({
  options: {
    runs: { type: "string" },
    at: { type: "string" },
    faults: { type: "string" },
    random: { type: "string" },
    forty: { type: "boolean", default: false },
    pairs: { type: "boolean", default: false },
    some: { type: "string" },
    lanes: { type: "string", default: "3" },
    unhurried: { type: "boolean", default: false },
    refuse: { type: "boolean", default: false },
    help: { type: "boolean", short: "h" },
  },
});

async function plan(): Promise<Run[]> {
  const isDefault = !values.faults && !values.random;
  const points = values.at ? POINTS.filter(({ at }) => at === values.at) : POINTS;
  if (points.length === 0) throw new Error(`There is no step ${values.at}.`);
  const runs = [
    ...(values.runs || isDefault ? pointRuns(Number(values.runs ?? 20), points) : []),
    ...(values.faults ? faultRuns(Number(values.faults)) : []),
    ...(values.random ? randomRuns(Number(values.random), await lifeMs()) : []),
  ];
  return values.unhurried
    ? runs.map(({ row, plan }) => ({ row, plan: { ...plan, isUnhurried: true } }))
    : runs;
}

/** How long the app takes from its start until its post is out and done, here and now. */
async function lifeMs(): Promise<number> {
  await using lane = await Lane.open("measure");
  return (await lane.play({ death: { kind: "never" }, fault: NO_FAULT })).restMs;
}

async function main(): Promise<void> {
  const lanes = Number(values.lanes);
  buildWhenStale(root);
  if (values.forty) return void (process.exitCode = await playForty(lanes));
  if (values.pairs) return void (process.exitCode = await playPairs(lanes, values.some));
  const runs = await plan();
  const startedAt = Date.now();
  const how = {
    lanes,
    secondPublish: values.refuse ? "refuse" : "publish-again",
  } as const;
  const { results, lateDuplicates } = await playAll(runs, how, ({ error }) =>
    process.stderr.write(error ? "E" : "."),
  );
  process.stderr.write("\n");
  const total = addUp(results);
  console.log(
    tableOf(
      results,
      runs.map(({ row }) => row),
    ),
  );
  for (const fault of total.faults) console.log(fault);
  console.log(`${sumLine(total)} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  console.log(`Whole ledgers at the end: ${lateDuplicates} late duplicates`);
  const isGood = total.duplicates + total.lost + total.faults.length + lateDuplicates === 0;
  process.exitCode = isGood ? 0 : 1;
}

workInMemory();
if (values.help) console.log(USAGE);
else await main();
