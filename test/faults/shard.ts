import { workInMemory } from "../harness/memory-folder.ts";
import { FORTY } from "./forty.ts";
import { allPairs } from "./pairs.ts";
import { everyFormat, playAll, tasksOf, type Task, type Told } from "./play-all.ts";

/** `forty`: every strike of the table with every sort of post. `pairs`: every two faults at every two moments. */
export const SERIES: Readonly<Record<"forty" | "pairs", () => readonly Task[]>> = {
  forty: () => everyFormat(tasksOf(FORTY)),
  pairs: allPairs,
};
export type SeriesName = keyof typeof SERIES;

/** What a process of its own plays of a series: `first`, and every `step`-th after it, `most` of them at the most. */
export type Order = {
  readonly series: SeriesName;
  readonly secondPublish: "publish-again" | "refuse";
  readonly first: number;
  readonly step: number;
  readonly most: number;
};

/** The tasks of an order, far apart from each other when they are not all of them. */
export function tasksFor({ series, first, step, most }: Order): readonly Task[] {
  return SERIES[series]()
    .filter((_, index) => index % step === first)
    .slice(0, most);
}

async function run(): Promise<void> {
  workInMemory();
  const order = JSON.parse(process.argv[2] ?? "{}") as Order;
  const onTold = (told: Told) => void process.send?.(told);
  await playAll(tasksFor(order), { secondPublish: order.secondPublish, onTold });
  // What a test leaves open, as a lane of a dead app, ends here.
  process.disconnect();
  process.exit();
}

if (import.meta.main) await run();
