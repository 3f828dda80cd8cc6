import fc from "fast-check";
import { expect, test } from "vitest";
import { workInMemory } from "../harness/memory-folder.ts";
import { allPairs, SINGLES } from "./pairs.ts";
import { playAll } from "./play-all.ts";

/** Two faults on one post, in the whole app over a clock of the test's. All of them: `npm run crash -- --pairs`. */
const RUNS = Number(process.env["PAIR_RUNS"] ?? 90);
const seed = Number(process.env["PAIR_SEED"] ?? 20261123);

workInMemory();

test(
  `${RUNS} of all ordered pairs of faults: never two posts, and every post's end is known`,
  { timeout: 120_000 + RUNS * 3000 },
  async () => {
    const pairs = allPairs();
    const tasks = fc.sample(fc.constantFrom(...pairs), { numRuns: RUNS, seed });
    const told = await playAll(tasks);
    const both = told.filter(({ played }) => played?.unmet.length === 0).length;
    console.log(
      `${told.length} of ${pairs.length} pairs of ${SINGLES.length} single faults, ${both} with both struck`,
    );
    expect(
      told.filter(({ wrong }) => wrong.length > 0).map(({ step, wrong }) => [step, wrong]),
    ).toEqual([]);
    expect(both).toBeGreaterThan(RUNS * 0.8);
    expect(told.some(({ played }) => played?.calls === 2)).toBe(true);
  },
);
