import * as hits from "./hits.ts";
import { among, between, each, UNKNOWN, type Row } from "./row.ts";

const SAFE = ["publish.intent-committed", "publish.publish-sent"];

/** 1 to 9: the process dies. */
export const DEATHS: readonly Row[] = [
  {
    number: 1,
    fault: "kill -9 before claim commits",
    strikes: each(among("scheduled"), hits.kill),
    alsoIn: ["crash -- --random"],
  },
  {
    number: 2,
    fault: "kill -9 while preparing or uploading media",
    strikes: each(
      [
        ...between("publish.claimed", "publish.hosted"),
        ...among("publish.upload-half", "publish.upload-done"),
      ],
      hits.kill,
    ),
    alsoIn: ["crash -- --runs"],
  },
  {
    number: 3,
    fault: "kill -9 after POST /media sent, id not stored",
    strikes: [
      ...each(
        among("answered.post.media", "publish.container-requested", "publish.child-requested"),
        hits.kill,
      ),
      ...[1, 2, 3].map((nth) => ({
        step: `answered.post.media of a carousel, ${nth}`,
        play: {
          format: "carousel" as const,
          strikes: [{ at: `answered.post.media:${nth}`, hit: hits.kill }],
        },
      })),
    ],
    alsoIn: ["crash -- --runs"],
  },
  {
    number: 4,
    fault: "kill -9 after container id stored",
    strikes: each(
      [
        ...among("publish.child-stored", "publish.children-ready"),
        ...between("publish.container-stored", "publish.probed"),
      ],
      hits.kill,
    ),
    alsoIn: ["crash -- --runs"],
  },
  {
    number: 5,
    fault: "kill -9 after INTENT commit, before socket",
    strikes: each(among("publish.intent-committed"), hits.kill),
    alsoIn: ["crash -- --runs"],
  },
  {
    number: 6,
    fault: "kill -9 after bytes sent, before answer",
    strikes: each(UNKNOWN, hits.kill),
    alsoIn: ["crash -- --faults (killed amid)"],
  },
  {
    number: 7,
    fault: "kill -9 after 200, before result commit",
    strikes: each(among("publish.publish-sent"), hits.kill),
    alsoIn: ["crash -- --runs"],
  },
  {
    number: 8,
    fault: "kill -9 while enriching, or while asking",
    strikes: each(between("publish.result-committed", "afterwork.comments-off-stored"), hits.kill),
    alsoIn: ["crash -- --runs"],
  },
  {
    number: 9,
    fault: "power loss right after INTENT commit",
    strikes: each(among(...SAFE, "publish.result-committed"), hits.losePower),
    alsoIn: ["electron/database.test.ts (FULL)", "crash/crash.test.ts (control: intent forgotten)"],
  },
];
