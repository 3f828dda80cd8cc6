import { CHECKPOINTS } from "../../electron/features/publishing/checkpoints.ts";
import type { Result } from "../crash/series.ts";
import { canFillDisk, publishOnFullDisk } from "../harness/small-disk.ts";

type Said = { readonly isFilled: boolean; readonly freed: string; readonly published: string[] };

/** Steps that a picture whose call is answered passes. */
const STEPS = CHECKPOINTS.filter((step) => !/child|upload|reconcile|verdict/.test(step));

/** Faults 24 and 25, on a disk that is really full at each step, with and without the reserve. Skipped, saying so, where it cannot be. */
export function playOnFullDisk(): readonly Result[] {
  if (!canFillDisk()) {
    console.log("Skipped: a small disk cannot be made here, so none was filled.");
    return [];
  }
  return STEPS.flatMap((step) =>
    (["with", "without"] as const).map((reserve) => playOne(step, reserve)),
  );
}

function playOne(step: string, reserve: "with" | "without"): Result {
  const row =
    step === "publish.probed" ? "24 disk full at intent commit" : "25 disk full elsewhere";
  try {
    return { row, played: judge(step, publishOnFullDisk(step, reserve) as Said) };
  } catch (error) {
    // A run that could not be judged is a result too.
    return { row, error: `${step}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function judge(step: string, { isFilled, freed, published }: Said) {
  const out = published.length;
  return {
    caption: published[0] ?? "",
    duplicates: Math.max(0, out - 1),
    lost: out > 0 && freed === "published" ? 0 : 1,
    calls: out,
    state: freed,
    faults: isFilled ? [] : [`${step}: the disk was not filled`],
    diedAt: [],
    restMs: 0,
  };
}
