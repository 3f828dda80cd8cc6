import { HOUR, MINUTE } from "../harness/publishing-run.ts";
import * as hits from "./hits.ts";
import { CALL_MOMENTS, callsOn, type Moment } from "./moments.ts";
import { among, at, CALLS_BEFORE, each, eachCall, UNKNOWN, type Effect, type Row } from "./row.ts";

const missing: Effect = { kind: "error", acts: false, code: 100, subcode: 33 };

/** 17 to 23: what the platform says and does. */
export const ANSWERS: readonly Row[] = [
  {
    number: 17,
    fault: "status read returns 100/33 for a while",
    strikes: [
      ...each(UNKNOWN, hits.rule({ on: "read-container", forMs: 20 * MINUTE, effect: missing })),
      ...each(UNKNOWN, hits.rule({ on: "read-container", effect: missing })).map((struck, n) => ({
        ...struck,
        step: `${struck.step}, for good`,
        ends: ["needs-you"],
        out: n === 0 ? (1 as const) : (0 as const),
      })),
    ],
  },
  {
    number: 18,
    fault: "PUBLISHED but /media lags minutes",
    strikes: each(
      UNKNOWN.slice(0, 1),
      hits.rule({ on: "list-media", forMs: 20 * MINUTE, effect: { kind: "lag", ms: 20 * MINUTE } }),
    ),
  },
  {
    number: 19,
    fault: "user posts the same caption by hand meanwhile",
    strikes: [
      {
        step: "outcome unknown, published",
        isOfPictures: true,
        ends: ["needs-you"],
        out: 1,
        play: at(UNKNOWN[0] as Moment, hits.postByHand),
      },
      {
        step: "outcome unknown, not published",
        isOfPictures: true,
        ends: ["needs-you"],
        out: 0,
        play: at(UNKNOWN[1] as Moment, hits.postByHand),
      },
      {
        step: "before it goes out",
        isOfPictures: true,
        ends: ["needs-you"],
        out: 0,
        play: at(among("publish.container-stored")[0] as Moment, hits.postByHand),
      },
      {
        step: "after it went out",
        isOfPictures: true,
        play: at(among("publish.result-committed")[0] as Moment, hits.postByHand),
      },
    ],
  },
  {
    number: 20,
    fault: "token expires before publish",
    strikes: [
      ...CALLS_BEFORE.map((moment) => ({
        step: moment.name,
        play: at(
          moment,
          hits.all(
            hits.rule({ on: moment.on, nth: 1, effect: { kind: "token-death", subcode: 463 } }),
            (world) => world.later(20 * MINUTE, () => world.logIn()),
          ),
        ),
      })),
      {
        step: "beyond the grace",
        ends: ["missed"],
        out: 0,
        play: at(among("publish.ready")[0] as Moment, hits.revoke(2 * HOUR)),
      },
    ],
  },
  {
    number: 21,
    fault: "token revoked while outcome unknown",
    strikes: [
      ...each(UNKNOWN, hits.revoke(20 * MINUTE)),
      ...each(UNKNOWN.slice(0, 1), hits.revoke(5 * HOUR)),
      {
        step: "not published, back after the grace",
        ends: ["missed"],
        out: 0,
        play: at(UNKNOWN[1] as Moment, hits.revoke(5 * HOUR)),
      },
    ],
  },
  {
    number: 22,
    fault: "rate limit on create, poll and every other call",
    strikes: [
      ...eachCall(CALL_MOMENTS, { kind: "rate-limit", code: 4, regainMinutes: 5 }),
      ...eachCall(callsOn("create", "publish"), { kind: "rate-limit", code: 17, regainMinutes: 5 }),
      ...eachCall(callsOn("create"), { kind: "rate-limit", code: 80002, regainMinutes: 5 }),
    ],
  },
  {
    number: 23,
    fault: "publish quota exhausted",
    strikes: [
      ...each(among("publish.ready", "publish.intent-committed"), hits.useUpQuota(30 * MINUTE)),
      ...eachCall(callsOn("publish"), { kind: "error", acts: false, code: 9, subcode: 2207042 }),
    ],
  },
];
