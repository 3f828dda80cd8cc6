import type { Result } from "./series.ts";

/** The figures of a row, or of everything. */
export type Figures = {
  readonly runs: number;
  readonly duplicates: number;
  readonly lost: number;
  /** Promises broken otherwise, and runs that could not be judged. */
  readonly faults: readonly string[];
  /** How often each. */
  readonly ends: string;
  readonly calls: string;
  readonly deaths: string;
};

export function addUp(results: readonly Result[]): Figures {
  const played = results.flatMap((result) => (result.played ? [result.played] : []));
  const sum = (of: "duplicates" | "lost") => played.reduce((total, run) => total + run[of], 0);
  return {
    runs: results.length,
    duplicates: sum("duplicates"),
    lost: sum("lost"),
    faults: results.flatMap(({ row, played, error }) =>
      [...(played?.faults ?? []), ...(error ? [error] : [])].map((fault) => `${row}: ${fault}`),
    ),
    ends: tally(played.map(({ state }) => state)),
    calls: tally(played.map(({ calls }) => `${calls}`)),
    deaths: tally(played.flatMap(({ diedAt }) => diedAt)),
  };
}

/** One line per row in the order of their first run, and the sum. */
export function tableOf(results: readonly Result[], rows: readonly string[]): string {
  const names = [...new Set(rows)];
  const wide = Math.max(...names.map((name) => name.length), 5);
  const lines = names.map((name) =>
    lineOf(name.padEnd(wide), addUp(results.filter(({ row }) => row === name))),
  );
  const head = `${"".padEnd(wide)}  runs  duplicates  lost  ends; publish calls the platform saw; where the database was at the kill`;
  return [head, ...lines].join("\n");
}

/** `440 runs, 0 duplicates, 0 lost`. */
export function sumLine({ runs, duplicates, lost, faults }: Figures): string {
  const broken = faults.length > 0 ? `, ${faults.length} broken otherwise` : "";
  return `${runs} runs, ${duplicates} duplicates, ${lost} lost${broken}`;
}

function lineOf(name: string, figures: Figures): string {
  const { runs, duplicates, lost, ends, calls, deaths, faults } = figures;
  const numbers = [pad(runs, 4), pad(duplicates, 10), pad(lost, 4)].join("  ");
  const broken = faults.length > 0 ? `  BROKEN: ${faults.length}` : "";
  return `${name}  ${numbers}  ${ends}; calls ${calls}; ${deaths || "-"}${broken}`;
}

function pad(count: number, width: number): string {
  return String(count).padStart(width);
}

function tally(values: readonly string[]): string {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].map(([value, all]) => `${value} × ${all.length}`).join(", ");
}
