/** One line of `npm run bench`. Times are medians in milliseconds. */
export type BenchResult = {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  /** `slower`: ours over peer, to stay at or below `required`. `faster`: peer over ours, to reach it. */
  readonly sense: "slower" | "faster";
  readonly ratio: number;
  /** Null for a line that is printed for comparison only. */
  readonly required: number | null;
  readonly ok: boolean;
  /** Spread, and whatever a reader needs to trust or doubt the figure. */
  readonly detail: string;
};

/** One run of each, right after one another, so that whatever else the machine does falls on both. */
export type Pair<T> = { readonly ours: T; readonly peer: T };

/** The middle value; the mean of the two in the middle when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** `0.94 (0.88–1.02)`: the median with the middle half of the values around it. */
export function middleHalf(values: readonly number[], digits = 2): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN;
  return `${median(values).toFixed(digits)} (${at(0.25).toFixed(digits)}–${at(0.75).toFixed(digits)})`;
}

/** Whether a ratio is good enough for what the line demands; a line without a demand always is. */
export function isMet(line: Pick<BenchResult, "sense" | "ratio" | "required">): boolean {
  if (line.required === null) return true;
  return line.sense === "slower" ? line.ratio <= line.required : line.ratio >= line.required;
}
