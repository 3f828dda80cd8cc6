import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Told } from "./play-all.ts";
import { SERIES, type Order, type SeriesName } from "./shard.ts";

type How = {
  readonly lanes: number;
  readonly secondPublish: Order["secondPublish"];
  /** So many of the series, evenly spread; all when absent. */
  readonly most?: number | undefined;
  readonly onTold: (told: Told) => void;
};

/** Plays a whole series in processes side by side. @throws when one of them ends before it is done. */
export async function playSeries(
  series: SeriesName,
  { lanes, secondPublish, most = Infinity, onTold }: How,
): Promise<readonly Told[]> {
  const whole = SERIES[series]().length;
  // A prime as a step would do as well: far enough apart that neighbours in the table are not all of one kind.
  const step = lanes * Math.max(1, Math.floor(whole / Math.min(whole, most)));
  const told: Told[] = [];
  const take = (one: Told) => {
    told.push(one);
    onTold(one);
  };
  const share = Math.ceil(Math.min(whole, most) / lanes);
  const lane = (n: number) =>
    playShard(
      { series, secondPublish, first: n * Math.floor(step / lanes), step, most: share },
      take,
    );
  await Promise.all(Array.from({ length: lanes }, (_, n) => lane(n)));
  return told;
}

async function playShard(order: Order, onTold: (told: Told) => void): Promise<void> {
  const child = fork(join(import.meta.dirname, "shard.ts"), [JSON.stringify(order)], {
    env: { ...process.env, TZ: "UTC" },
  });
  child.on("message", (told) => onTold(told as Told));
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (code !== 0) throw new Error(`A lane ended with ${code ?? signal}.`);
}
