import type { Pacing } from "./pacing.ts";

/** An account's pace until she sets one: posts go out when she says. Apart from the schemas, as `settings-defaults.ts` is. */
export const NO_PACING: Pacing = {
  leastGapMinutes: 0,
  jitterMinutes: 0,
  quiet: null,
  dailyCap: 0,
};
