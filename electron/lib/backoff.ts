/** How pauses between tries of one thing grow, ms. */
export type PauseRange = {
  /** The longest pause before the first repeat. */
  readonly first: number;
  /** The longest that any pause may get. */
  readonly largest: number;
  /** No pause is shorter: for what needs time to settle, whatever chance says. 0 unless told. */
  readonly least?: number;
};

/**
 * The pause before the nth repeat (from 0), ms: full jitter under a ceiling that doubles from `first` up to `largest`, so that
 * what failed together does not come back together. `random` in [0, 1). Where the server named a time, that comes first.
 */
export function pauseBefore(n: number, range: PauseRange, random: number): number {
  const { first, largest, least = 0 } = range;
  const ceiling = Math.min(largest, first * 2 ** Math.min(n, 30));
  return Math.round(least + random * Math.max(0, ceiling - least));
}
