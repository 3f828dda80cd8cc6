import { HOUR, MINUTE } from "../harness/publishing-run.ts";
import { ANSWERS } from "./forty-answers.ts";
import { DEATHS } from "./forty-deaths.ts";
import { HERE } from "./forty-here.ts";
import { LINES } from "./forty-lines.ts";
import * as hits from "./hits.ts";
import { STEP_MOMENTS, type Moment } from "./moments.ts";
import { AFTER, among, at, BEFORE, each, UNKNOWN, type Effect, type Row } from "./row.ts";
import type { Rule } from "./world.ts";

const SLOW_PUBLISH: Rule = { on: "publish", nth: 1, delayMs: 250, effect: { kind: "none" } };

/** A container made ten minutes ahead is a day old before the grace of a day is over. */
const A_DAY = 24 * HOUR + 5 * MINUTE;
const reel = { format: "reel", hasAfterwork: false, rules: [] } as const;
const dead: Effect = { kind: "error", acts: false, code: 9004, subcode: 2207052 };
const wrong: Effect = { kind: "error", acts: false, code: 9004, subcode: 2207003 };

const REST: readonly Row[] = [
  {
    number: 37,
    fault: "container expires while offline > 24 h",
    strikes: [
      {
        step: "publish.upload-done, within the grace",
        play: {
          ...reel,
          strikes: [
            { at: "scheduled", hit: hits.beGenerous },
            { at: "publish.upload-done", hit: hits.sleep(A_DAY) },
          ],
        },
      },
      ...each(among("publish.container-stored", "publish.child-stored"), hits.sleep(25 * HOUR)).map(
        (struck) => ({ ...struck, ends: ["missed"], out: 0 as const }),
      ),
      ...each(UNKNOWN.slice(0, 1), hits.sleep(25 * HOUR)),
      {
        step: "outcome unknown, not published",
        ends: ["missed"],
        out: 0,
        play: at(UNKNOWN[1] as Moment, hits.sleep(25 * HOUR)),
      },
    ],
  },
  {
    number: 38,
    fault: "media URL dies / wrong bytes at fetch time",
    // A carousel's parent and an uploaded video are not fetched.
    strikes: [dead, wrong]
      .flatMap((effect) => [
        ...each(
          among("publish.container-requested", "publish.child-requested"),
          hits.rule({ on: "fetch", nth: 1, effect }),
        ),
        ...each(among("publish.container-requested"), hits.rule({ on: "fetch", effect })).map(
          (struck) => ({
            ...struck,
            step: `${struck.step}, for good`,
            ends: ["failed"],
            out: 0 as const,
          }),
        ),
      ])
      .map((struck) => ({ ...struck, isOfPictures: true })),
  },
  {
    number: 39,
    fault: "update/quit requested mid-publish",
    strikes: [
      ...each(STEP_MOMENTS, hits.quit),
      ...each(
        among("publish.intent-committed").map((moment) => ({
          ...moment,
          rules: [SLOW_PUBLISH],
          name: "while the call is out",
        })),
        hits.quit,
      ),
    ],
    alsoIn: ["electron/damage.test.ts (twenty seconds)"],
  },
  {
    number: 40,
    fault: "user cancels or edits during publishing",
    strikes: [
      ...each(BEFORE, hits.cancel).map((struck) => ({
        ...struck,
        step: `${struck.step}, cancelled`,
        ends: ["cancelled", "published"],
      })),
      ...each([...AFTER, ...UNKNOWN], hits.cancel).map((struck) => ({
        ...struck,
        step: `${struck.step}, cancelled`,
      })),
      ...each([...BEFORE, ...AFTER], hits.edit).map((struck) => ({
        ...struck,
        step: `${struck.step}, edited`,
      })),
    ],
  },
];

/** The fault matrix of the reliability notes, 1.5. */
export const FORTY: readonly Row[] = [...DEATHS, ...LINES, ...ANSWERS, ...HERE, ...REST];
