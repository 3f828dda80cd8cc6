import { HOUR, MINUTE } from "../harness/publishing-run.ts";
import * as hits from "./hits.ts";
import { STEP_MOMENTS, UNHEARD, type Moment } from "./moments.ts";
import { AFTER, among, at, BEFORE, each, type Row } from "./row.ts";
import type { Strike } from "./world.ts";

const BACKED_UP: Strike = { at: "scheduled", hit: hits.keepBackup };

/** 24 to 36: this computer, and others. Where only a real disk can say: `npm run crash -- --forty` plays them with `full-disk-run.ts`. */
export const HERE: readonly Row[] = [
  {
    number: 24,
    fault: "disk full at intent commit",
    strikes: [],
    alsoIn: ["electron/full-disk.test.ts", "electron/publishing-guard.test.ts"],
  },
  {
    number: 25,
    fault: "disk full at result commit",
    strikes: [],
    alsoIn: ["electron/full-disk.test.ts"],
  },
  {
    number: 26,
    fault: "DB locked",
    strikes: each(STEP_MOMENTS, hits.lockDatabase),
  },
  {
    number: 27,
    fault: "DB corrupt at start",
    strikes: each(STEP_MOMENTS.slice(0, -1), hits.spoilDatabase, [BACKED_UP]),
    alsoIn: ["electron/damage.test.ts"],
  },
  {
    number: 28,
    fault: "clock jumps forward 3 h",
    strikes: each(STEP_MOMENTS, hits.setClock(3 * HOUR)),
  },
  {
    number: 29,
    fault: "clock jumps back",
    strikes: each(STEP_MOMENTS, hits.setClock(-3 * HOUR)),
  },
  {
    number: 30,
    fault: "time-zone change, DST gap, DST overlap",
    strikes: [
      ...each(STEP_MOMENTS, hits.travel),
      {
        step: "an hour that comes twice",
        play: { strikes: [], planned: { wallTime: "2026-10-25T02:30", zone: "Europe/Vienna" } },
      },
      {
        step: "an hour that is left out",
        play: { strikes: [], planned: { wallTime: "2027-03-28T02:30", zone: "Europe/Vienna" } },
      },
    ],
    alsoIn: [
      "electron/zone-rules.test.ts",
      "electron/publishing-plan.test.ts",
      "shared/schedule.test.ts",
    ],
  },
  {
    number: 31,
    fault: "laptop asleep over the due time",
    strikes: [
      ...each(BEFORE, hits.sleep(40 * MINUTE)),
      ...each(BEFORE, hits.sleep(3 * HOUR)).map((struck) => ({
        ...struck,
        step: `${struck.step}, beyond the grace`,
        ends: ["missed"],
        out: 0 as const,
      })),
    ],
  },
  {
    number: 32,
    fault: "sleep during the publish request",
    strikes: [
      ...each(AFTER, hits.sleep(3 * HOUR)).map((struck) =>
        // Proved unpublished when it is too late to go out by itself.
        struck.step.includes("not published")
          ? { ...struck, ends: ["missed"], out: 0 as const }
          : struck,
      ),
      ...each(
        among("publish.intent-committed").map((moment) => ({ ...moment, rules: [UNHEARD] })),
        hits.sleep(3 * HOUR),
      ),
    ],
    alsoIn: ["crash -- --forty (SIGSTOP amid the call)"],
  },
  {
    number: 33,
    fault: "two instances (lock lost, copied profile)",
    strikes: each(BEFORE, hits.takeOver),
    alsoIn: ["electron/publishing-guard.test.ts", "electron/data-folder.test.ts"],
  },
  {
    number: 34,
    fault: "zombie worker returns after its lease was taken",
    strikes: each(AFTER, hits.takeOver),
  },
  {
    number: 35,
    fault: "restore of yesterday's backup",
    strikes: each(STEP_MOMENTS.slice(0, -1), hits.restoreBackup, [BACKED_UP]),
    alsoIn: ["electron/restore.test.ts"],
  },
  {
    number: 36,
    fault: "two machines with the same account, separate databases",
    strikes: [
      {
        step: "the other one was first",
        isOfPictures: true,
        ends: ["needs-you"],
        out: 0,
        play: at(among("scheduled")[0] as Moment, hits.postByHand),
      },
    ],
  },
];
