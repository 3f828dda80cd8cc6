import { Lane, type Plan, type Played } from "./lane.ts";
import { POINTS, PUBLISH_FAULTS, DEAD_LINE_FAULT, RANDOM_FAULTS, type Point } from "./points.ts";

/** A row of the table: one kind of death and fault, and its plan. */
export type Run = { readonly row: string; readonly plan: Plan };

/** What a run came to, or why it could not be judged. */
export type Result = { readonly row: string; readonly played?: Played; readonly error?: string };

/** Every point so many times, its faults in turn. */
export function pointRuns(times: number, points: readonly Point[] = POINTS): Run[] {
  return points.flatMap(({ at, faults }) =>
    repeat(times, (n) => ({
      row: at,
      plan: { death: { kind: "at", step: at }, fault: faults[n % faults.length]! },
    })),
  );
}

/** Every fault of the publish call: without a death, with one once the outcome is known, with one amid the call. */
export function faultRuns(times: number): Run[] {
  const deaths = [
    { name: "no kill", death: { kind: "never" } },
    { name: "killed after", death: { kind: "at", step: "publish.publish-sent" } },
    { name: "killed amid", death: { kind: "amid-call" } },
  ] as const;
  return [...PUBLISH_FAULTS, DEAD_LINE_FAULT].flatMap((fault) =>
    deaths.flatMap(({ name, death }) =>
      repeat(times, () => ({
        row: `${fault.name}, ${name}`,
        plan: { death, fault, losesLine: fault === DEAD_LINE_FAULT },
      })),
    ),
  );
}

/** One to three deaths at any moment of what a life of `lifeMs` goes through. */
export function randomRuns(times: number, lifeMs: number): Run[] {
  return repeat(times, (n) => ({
    row: `${1 + (n % 3)} at any moment`,
    plan: {
      death: {
        kind: "after",
        delaysMs: repeat(1 + (n % 3), () => lifeMs * (0.3 + 0.9 * Math.random())),
      },
      fault: RANDOM_FAULTS[n % RANDOM_FAULTS.length]!,
    },
  }));
}

/** Plays all runs on so many lanes at once, then audits each lane's whole ledger. */
export async function playAll(
  runs: readonly Run[],
  lanes: number,
  onResult: (result: Result) => void = () => {},
): Promise<{ readonly results: Result[]; readonly lateDuplicates: number }> {
  const queue = [...runs];
  const results: Result[] = [];
  const work = async (name: string): Promise<number> => {
    await using lane = await Lane.open(name);
    for (let run = queue.shift(); run; run = queue.shift()) {
      const result = await playOne(lane, run);
      results.push(result);
      onResult(result);
    }
    return (await lane.audit()).duplicates;
  };
  const found = await Promise.all(repeat(lanes, (n) => work(`lane${n}`)));
  const early = results.reduce((sum, { played }) => sum + (played?.duplicates ?? 0), 0);
  return { results, lateDuplicates: found.reduce((sum, count) => sum + count, 0) - early };
}

async function playOne(lane: Lane, { row, plan }: Run): Promise<Result> {
  try {
    return { row, played: await lane.play(plan) };
  } catch (error) {
    // A run that could not be judged is a result too: it counts against the sum.
    return { row, error: error instanceof Error ? error.message : String(error) };
  }
}

function repeat<T>(times: number, make: (n: number) => T): T[] {
  return Array.from({ length: times }, (_, n) => make(n));
}
