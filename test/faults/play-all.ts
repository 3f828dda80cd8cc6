import type { Result } from "../crash/series.ts";
import type { Played } from "./judge.ts";
import type { Row, Struck } from "./row.ts";
import { World } from "./world.ts";

/** One play of a table and what is wrong with its end, in words: nothing, as it should be. */
export type Told = {
  readonly row: string;
  readonly step: string;
  readonly played: Played | undefined;
  readonly wrong: readonly string[];
};

export type Task = Struck & {
  readonly row: string;
  /** Its second strike may find its moment gone: the first has led the post another way. */
  readonly mayMiss?: boolean;
};

export function tasksOf(rows: readonly Row[]): readonly Task[] {
  return rows.flatMap((row) => row.strikes.map((struck) => ({ ...struck, row: nameOf(row) })));
}

export function nameOf({ number, fault }: Row): string {
  return `${String(number).padStart(2)} ${fault}`;
}

/** Of each row every so many, and none that waits for a minute of real time. */
export function shortOf(rows: readonly Row[], every: number): readonly Row[] {
  return rows.map((row) => ({
    ...row,
    strikes: row.strikes
      .filter(({ step }) => !/^upload .*half-open/.test(step))
      .filter((_, index) => index % every === row.number % Math.min(every, row.strikes.length)),
  }));
}

/** Those that any sort of post meets, with every sort. */
export function everyFormat(tasks: readonly Task[]): readonly Task[] {
  return tasks.flatMap((task) =>
    task.play.format === "image" && task.isOfPictures !== true
      ? FORMATS.map((format) => ({
          ...task,
          step: `${task.step}, ${format}`,
          play: { ...task.play, format },
        }))
      : [task],
  );
}

const FORMATS = ["image", "carousel", "reel"] as const;

/** Plays one after the other. A world that a play has left unsound is thrown away, and after so many plays anyhow. */
export async function playAll(
  tasks: readonly Task[],
  given: {
    readonly secondPublish?: "publish-again" | "refuse";
    readonly onTold?: (told: Told) => void;
  } = {},
): Promise<readonly Told[]> {
  const told: Told[] = [];
  let world: World | undefined;
  let plays = 0;
  for (const task of tasks) {
    world ??= await World.start(given.secondPublish);
    const one = await playOne(world, task);
    told.push(one);
    given.onTold?.(one);
    plays += 1;
    if (one.wrong.length > 0 || plays % MOST_PLAYS === 0 || !(await world.isSound())) {
      await world[Symbol.asyncDispose]();
      world = undefined;
    }
  }
  await world?.[Symbol.asyncDispose]();
  return told;
}

const MOST_PLAYS = 40;

async function playOne(world: World, task: Task): Promise<Told> {
  const { row, step, play, ends, out, mayMiss = false } = task;
  try {
    const played = await world.play(play);
    const allowed = ends ?? ["published"];
    return {
      row,
      step,
      played,
      wrong: [
        ...played.faults,
        ...(mayMiss ? [] : played.unmet.map((what) => `not struck: ${what}`)),
        ...(played.duplicates > 0 ? [`${played.duplicates} too many`] : []),
        ...(played.lost > 0 ? ["lost"] : []),
        ...(allowed.includes(played.state) ? [] : [`it ended ${played.state}`]),
        ...(out === undefined || out === played.out ? [] : [`${played.out} are out`]),
      ],
    };
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { row, step, played: undefined, wrong: [why] };
  }
}

/** As the crash runs' tables take it. */
export function asResult({ row, step, played, wrong }: Told): Result {
  const faults = wrong.map((words) => `${step}: ${words}`);
  if (!played) return { row, error: faults.join("; ") };
  return { row, played: { ...played, faults, diedAt: [], restMs: 0 } };
}
