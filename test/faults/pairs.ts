import { MINUTE } from "../harness/publishing-run.ts";
import * as hits from "./hits.ts";
import { CALL_MOMENTS, placeOf, STEP_MOMENTS, type Moment } from "./moments.ts";
import type { Task } from "./play-all.ts";
import type { Effect } from "./row.ts";
import type { Hit } from "./world.ts";

/** One fault at one moment. */
export type Single = { readonly kind: string; readonly moment: Moment; readonly hit: Hit };

/** What can happen at any moment. */
const ANYWHERE: readonly (readonly [kind: string, hit: Hit])[] = [
  ["killed", hits.kill],
  ["offline for 20 minutes", hits.offline(20 * MINUTE)],
  ["asleep for 10 minutes", hits.sleep(10 * MINUTE)],
  ["clock three hours ahead", hits.setClock(180 * MINUTE)],
  ["clock three hours back", hits.setClock(-180 * MINUTE)],
  ["taken over", hits.takeOver],
  ["quit", hits.quit],
  ["logged out for 20 minutes", hits.revoke(20 * MINUTE)],
  ["paused for 10 minutes", hits.pause(10 * MINUTE)],
];

/** What can become of a call. */
const ON_THE_WAY: readonly (readonly [kind: string, effect: Effect])[] = [
  ["answer lost", { kind: "drop", acts: true }],
  ["call lost", { kind: "drop", acts: false }],
  ["500", { kind: "server-error", acts: false }],
  ["half an answer", { kind: "truncated", acts: true }],
  ["rate limit", { kind: "rate-limit", code: 4, regainMinutes: 5 }],
];

export const SINGLES: readonly Single[] = [
  ...ANYWHERE.flatMap(([kind, hit]) => STEP_MOMENTS.map((moment) => ({ kind, moment, hit }))),
  ...ON_THE_WAY.flatMap(([kind, effect]) =>
    CALL_MOMENTS.map((moment) => ({
      kind,
      moment,
      hit: hits.rule({ on: moment.on, nth: 1, effect }),
    })),
  ),
];

/** All states that she is told of. Which of them a pair may come to depends on both, so only the oracle's word is asked. */
const NAMED = ["published", "needs-you", "missed", "failed"];

/**
 * Every ordered pair of faults at every two moments of one post's way, the first fault's moment before or the same as the second's.
 * Those that no post can meet together are left out: a carousel's step and an upload's, a call carried out and not carried out.
 */
export function allPairs(): readonly Task[] {
  return SINGLES.flatMap((first) =>
    SINGLES.flatMap((second) => {
      // At the same moment either may come first: both are played.
      const isOrdered = placeOf(first.moment.at) <= placeOf(second.moment.at);
      const play = isOrdered ? together(first, second) : undefined;
      return play ? [play] : [];
    }),
  );
}

function together(first: Single, second: Single): Task | undefined {
  const moments = [first.moment, second.moment];
  const bound = new Set(moments.map(({ format }) => format).filter((format) => format !== "image"));
  const rules = [...new Set(moments.flatMap((moment) => moment.rules))];
  if (bound.size > 1 || rules.length > 1) return undefined;
  const [format = "image"] = bound;
  return {
    row: first.kind,
    step: `${first.kind} at ${first.moment.name}, then ${second.kind} at ${second.moment.name}`,
    mayMiss: true,
    ends: NAMED,
    play: {
      format,
      rules,
      hasAfterwork: moments.some((moment) => moment.hasAfterwork),
      strikes: [first, second].map(({ moment, hit }) => ({ at: moment.at, hit })),
    },
  };
}
