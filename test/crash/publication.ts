import { join } from "node:path";
import Database from "better-sqlite3";
import { openReadOnly } from "../../electron/db/read-only.ts";
import { checkInvariants } from "../../electron/watch/invariants/check.ts";

/** The one publication of a data folder, as its database has it. */
export type Stand = {
  readonly state: string;
  readonly igMediaId: string | null;
  /** The history in order, as `publish:intent`. */
  readonly attempts: readonly string[];
  /** Jobs that run or will; a post's figures are read for weeks and are none of these. */
  readonly liveJobs: number;
};

/** Ends, or states that she is shown and must answer. */
const STILL = ["published", "needs-you", "failed", "missed", "cancelled"];

/** Read beside the app that has the folder, or after its death; never written. */
export function readStand(data: string): Stand {
  const db = new Database(join(data, "studio.sqlite"), { readonly: true, timeout: 5000 });
  try {
    return db.transaction(() => ({
      ...readPublication(db),
      attempts: db
        .prepare<[], string>("select step || ':' || outcome from attempt order by rowid")
        .pluck()
        .all(),
      liveJobs:
        db
          .prepare<[], number>(
            "select count(*) from job where status in ('waiting', 'running') and kind <> 'reading'",
          )
          .pluck()
          .get() ?? 0,
    }))();
  } finally {
    db.close();
  }
}

function readPublication(db: Database.Database): Pick<Stand, "state" | "igMediaId"> {
  const row = db
    .prepare<[], Pick<Stand, "state" | "igMediaId">>(
      "select state, ig_media_id igMediaId from publication",
    )
    .get();
  if (!row) throw new Error("There is no publication.");
  return row;
}

/** Nothing is left to do, and no job is there that could do it. */
export function isAtRest({ state, liveJobs }: Stand): boolean {
  return liveJobs === 0 && STILL.includes(state);
}

/** The promises that the app's own check of its database finds broken, in words: none, whatever it has been through. */
export function readBroken(data: string): readonly string[] {
  const client = openReadOnly(join(data, "studio.sqlite"));
  try {
    return checkInvariants(client)
      .filter(({ isHeld }) => !isHeld)
      .map(({ number, name, rows }) => `${number} ${name}: ${rows.join(", ")}`);
  } finally {
    client.close();
  }
}
