import type { Plan } from "../../shared/contract/posts.ts";
import { AppError } from "../../shared/result.ts";
import { resolveWallTime } from "../../shared/rules/schedule.ts";

export type Placed = { readonly wallTime: string; readonly zone: string };
export type PlacedPlan = { readonly plan: Plan; readonly shift: "none" | "gap" | "overlap" };

/**
 * The plan that a typed time in a zone makes, shown as the clock there will show it.
 *
 * @throws AppError `invalid-input` for a day or time that does not exist.
 */
export function resolvePlan({ wallTime, zone }: Placed): PlacedPlan {
  try {
    const resolved = resolveWallTime(wallTime, zone);
    return { plan: { wallTime: resolved.wallTime, zone, at: resolved.at }, shift: resolved.shift };
  } catch (cause) {
    // Temporal's RangeError: the thirty-first of June, half past twenty-five.
    throw new AppError(
      "invalid-input",
      `There is no ${wallTime.replace("T", " ")}. Choose another time.`,
      {
        cause,
      },
    );
  }
}
