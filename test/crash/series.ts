import type { Behaviour } from "../../electron/practice/limits.ts";
import { Lane, type Plan, type Played } from "./lane.ts";
import {
  POINTS,
  PUBLISH_FAULTS,
  DEAD_LINE_FAULT,
  RANDOM_FAULTS,
  RANDOM_FORMATS,
  type Point,
} from "./points.ts";

/** A row of the table: one kind of death and fault, and its plan. */
export type Run = { readonly row: string; readonly plan: Plan };

/** What a run came to, or why it could not be judged. */
export type Result = { readonly row: string; readonly played?: Played; readonly error?: string };

/** Every point so many times, its faults in turn. */
export function pointRuns(times: number, points: readonly Point[] = POINTS): Run[] {
  return points.flatMap(({ at, faults, formats }) =>
    repeat(times, (n) => ({
      row: at,
      plan: {
        death: { kind: "at", step: at },
        fault: faults[n % faults.length]!,
        // Each fault meets each format in the end.
        format: formats[(n + Math.floor(n / 2)) % formats.length]!,
        hasAfterwork: at.startsWith("afterwork"),
      },
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

const COMBINATIONS = RANDOM_FAULTS.length * RANDOM_FORMATS.length;

/**
 * One to three deaths at any moment. `lifeMs`: from a start to the end of the post; about half of it is the start itself, where
 * there is little to break, so only every fifth death is counted from there.
 */
export function randomRuns(times: number, lifeMs: number): Run[] {
  return repeat(times, (n) => {
    const fault = RANDOM_FAULTS[n % RANDOM_FAULTS.length]!;
    // Each number of deaths meets each fault and format.
    const deaths = 1 + (Math.floor(n / COMBINATIONS) % 3);
    const workMs = (fault.rules.length > 0 ? lifeMs : lifeMs / 2) / deaths;
    const moments = repeat(deaths, (death) =>
      (n + death) % 5 === 0
        ? ({ since: "start", ms: lifeMs * Math.random() } as const)
        : ({ since: "opening", ms: workMs * Math.random() } as const),
    );
    const row = `${deaths} at any moment`;
    const format = RANDOM_FORMATS[n % RANDOM_FORMATS.length]!;
    const hasAfterwork = Math.floor(n / (3 * COMBINATIONS)) % 2 === 0;
    return { row, plan: { death: { kind: "unforeseen", moments }, fault, format, hasAfterwork } };
  });
}

type How = {
  readonly lanes: number;
  readonly secondPublish?: Behaviour["secondPublish"] | undefined;
};

/** Plays all runs on so many lanes at once, then audits each lane's whole ledger. */
export async function playAll(
  runs: readonly Run[],
  { lanes, secondPublish }: How,
  onResult: (result: Result) => void = () => {},
): Promise<{ readonly results: Result[]; readonly lateDuplicates: number }> {
  const queue = [...runs];
  const results: Result[] = [];
  const work = async (name: string): Promise<number> => {
    await using lane = await Lane.open(name, secondPublish);
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
