import { beforeAll, expect, test } from "vitest";
import { buildWhenStale } from "../electron-host/build.ts";
import { root } from "./data-folder.ts";
import { addUp, sumLine, tableOf } from "./figures.ts";
import { forgetIntent } from "./forget-intent.ts";
import { workInMemory } from "../harness/memory-folder.ts";
import { Lane } from "./lane.ts";
import { POINTS } from "./points.ts";
import { faultRuns, playAll, pointRuns, type Result, type Run } from "./series.ts";

/** The real main process, killed; the practice Instagram's ledger decides. The long series: `npm run crash`. */
const LONG_MS = 900_000;
const LANES = 2;

workInMemory();
beforeAll(() => buildWhenStale(root), LONG_MS);

async function play(runs: readonly Run[]): Promise<readonly Result[]> {
  const { results, lateDuplicates } = await playAll(runs, { lanes: LANES });
  const total = addUp(results);
  console.log(`${tableOf(results, rowsOf(runs))}\n${sumLine(total)}`);
  expect(total.faults).toEqual([]);
  expect(sumLine(total)).toBe(`${runs.length} runs, 0 duplicates, 0 lost`);
  expect(lateDuplicates).toBe(0);
  return results;
}

function rowsOf(runs: readonly Run[]): readonly string[] {
  return runs.map(({ row }) => row);
}

test(
  "killed at each named step, as a picture and as a carousel, those of an upload as a reel: every post is out once and known to be",
  async () => {
    const shared = POINTS.filter(({ formats }) => formats.length > 1);
    const own = POINTS.filter(({ formats }) => formats.length === 1);
    const results = await play([...pointRuns(2, shared), ...pointRuns(1, own)]);
    expect(results.every(({ played }) => played?.state === "published")).toBe(true);
  },
  LONG_MS,
);

test(
  "killed over a publish call that got no good answer: what was carried out is not sent again, what was not goes out",
  async () => {
    const results = await play(faultRuns(1).filter(({ plan }) => plan.death.kind === "at"));
    for (const { row, played } of results)
      expect(`${row}: ${played?.calls} calls`).toBe(
        `${row}: ${/before acting|without acting|not acted/.test(row) ? 2 : 1} calls`,
      );
  },
  LONG_MS,
);

test(
  "control: an app that forgets its intent publishes twice here, and the ledger shows it",
  async () => {
    await using lane = await Lane.open("control");
    const played = await lane.play({
      death: { kind: "at", step: "publish.publish-sent" },
      // The look for the same words before each call would stop it, so the platform's listing lags.
      fault: {
        name: "the listing lags",
        rules: [{ on: "list-media", effect: { kind: "lag", ms: 3_600_000 } }],
      },
      sabotage: forgetIntent,
    });
    expect(played).toMatchObject({ duplicates: 1, calls: 2 });
    expect(await lane.audit()).toEqual({ duplicates: 1, missing: 0 });
  },
  LONG_MS,
);
