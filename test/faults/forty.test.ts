import { dirname } from "node:path";
import { expect, test } from "vitest";
import { forgetIntent } from "../crash/forget-intent.ts";
import { addUp, sumLine, tableOf } from "../crash/figures.ts";
import { workInMemory } from "../harness/memory-folder.ts";
import { FORTY } from "./forty.ts";
import { asResult, nameOf, playAll, shortOf, tasksOf, type Task } from "./play-all.ts";

/**
 * The forty faults of the reliability notes, each at several of the steps it can strike; at every one, with every format and with
 * real processes: `npm run crash -- --forty`.
 */
const LONG_MS = 300_000;
const EVERY = 4;

workInMemory();

test("every fault has its row, in order, and is struck here or by a test that is named", () => {
  expect(FORTY.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  for (const { number, strikes, alsoIn = [] } of FORTY)
    expect(strikes.length + alsoIn.length, `fault ${number}`).toBeGreaterThan(0);
});

test(
  "forty faults: each post is out once and known to be, or in a state that is shown",
  async () => {
    const tasks = tasksOf(shortOf(FORTY, EVERY));
    const told = await playAll(tasks);
    const results = told.map(asResult);
    const of = tasksOf(FORTY).length;
    console.log(
      `${tableOf(results, FORTY.filter(({ strikes }) => strikes.length > 0).map(nameOf))}\n${sumLine(addUp(results))} (of ${of} strikes, more by npm run crash -- --forty)`,
    );
    expect(addUp(results).faults).toEqual([]);
    expect(sumLine(addUp(results))).toBe(`${tasks.length} runs, 0 duplicates, 0 lost`);
  },
  LONG_MS,
);

test(
  "control: an app that forgets its intent publishes twice here, and the table shows it",
  { timeout: LONG_MS },
  async () => {
    const task: Task = {
      row: "control",
      step: "publish.publish-sent",
      play: {
        // The look for the same words before each call would stop it, so the platform's listing lags.
        rules: [{ on: "list-media", effect: { kind: "lag", ms: 3_600_000 } }],
        strikes: [
          {
            at: "publish.publish-sent",
            hit: (world) => {
              world.spoilNext = ({ ports }) => forgetIntent(dirname(ports.paths.database));
              world.life.die();
            },
          },
        ],
      },
    };
    const [told] = await playAll([task]);
    expect(told?.played).toMatchObject({ duplicates: 1, calls: 2, out: 2 });
  },
);
