import * as hits from "./hits.ts";
import {
  CALL_MOMENTS,
  callsOn,
  isBeforeIntent,
  MOMENTS,
  placeOf,
  STEP_MOMENTS,
  UNHEARD,
  UNSENT,
  type CallMoment,
  type Moment,
} from "./moments.ts";
import type { Hit, Play, Rule, Strike } from "./world.ts";

export type Effect = Rule["effect"];
/** One strike of a fault: where, and what must come of it. */
export type Struck = {
  readonly step: string;
  readonly play: Play;
  /** The end it must come to; out once, and known to be, unless told otherwise. */
  readonly ends?: readonly string[];
  /** Posts by the ledger; by default what the end says. */
  readonly out?: 0 | 1;
  /** It strikes a single picture alone. */
  readonly isOfPictures?: boolean;
};

/** A row of the fault matrix of the reliability notes, 1.5. */
export type Row = {
  readonly number: number;
  readonly fault: string;
  readonly strikes: readonly Struck[];
  /** Where it is struck with real processes, or a real disk: files of `test`, and rows of `npm run crash`. */
  readonly alsoIn?: readonly string[];
};

export function at(moment: Moment, hit: Hit, more: readonly Strike[] = []): Play {
  const { format, hasAfterwork, rules } = moment;
  return { format, hasAfterwork, rules, strikes: [...more, { at: moment.at, hit }] };
}

/** The same at each of these moments. */
export function each(moments: readonly Moment[], hit: Hit, more: readonly Strike[] = []): Struck[] {
  return moments.map((moment) => ({ step: moment.name, play: at(moment, hit, more) }));
}

/** The next call of its kind after each of these moments goes wrong so. */
export function eachCall(moments: readonly CallMoment[], ...effects: readonly Effect[]): Struck[] {
  return moments.flatMap((moment) =>
    effects.map((effect) => {
      const strike = hits.rule({ on: moment.on, nth: 1, effect });
      const how = "acts" in effect ? (effect.acts ? ", acted" : ", not acted") : "";
      return { step: `${moment.name}: ${effect.kind}${how}`, play: at(moment, strike) };
    }),
  );
}

export function among(...names: readonly string[]): readonly Moment[] {
  return MOMENTS.filter(({ at }) => names.includes(at));
}

/** Steps from the first to the last of these. */
export function between(first: string, last: string): readonly Moment[] {
  const from = placeOf(first);
  const to = placeOf(last);
  return MOMENTS.filter(({ at }) => placeOf(at) >= from && placeOf(at) <= to);
}

export const WRITES = callsOn("create", "upload", "publish", "comment", "switch-comments");
export const READS = CALL_MOMENTS.filter(({ on }) => /read|list|limit/.test(on));
export const BEFORE = STEP_MOMENTS.filter(isBeforeIntent);
export const AFTER = STEP_MOMENTS.filter((moment) => !isBeforeIntent(moment));
export const CALLS_BEFORE = CALL_MOMENTS.filter(
  ({ on, at }) => isBeforeIntent({ at } as Moment) || on === "publish",
);
export const UNKNOWN = among("publish.publish-sent").flatMap((moment) => [
  { ...moment, rules: [UNHEARD], name: "outcome unknown, published" },
  { ...moment, rules: [UNSENT], name: "outcome unknown, not published" },
]);
