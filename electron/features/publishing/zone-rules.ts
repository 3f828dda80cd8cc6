import { resolveWallTime } from "../../../shared/rules/schedule.ts";
import { transaction } from "../../db/db.ts";
import { appendAudit } from "../../lib/audit.ts";
import type { Planner } from "./planner.ts";
import { findPublication, setPostPlan } from "./queries.ts";
import type { StepDeps } from "./step.ts";
import type { PublicationRow } from "./tables.ts";
import { findZoneRules, listFuturePlans, putZoneRules, type FuturePlan } from "./zone-queries.ts";

type Deps = Pick<StepDeps, "db" | "ports" | "record" | "times"> & { readonly planner: Planner };
type Moved = FuturePlan & { readonly toAt: number; readonly toWallTime: string };

/** A plan made for this very moment has seconds, its wall time has none. */
const SAME_MS = 60_000;

/**
 * A plan is a time on a wall; the instant follows from the zone's rules, and governments change those. When the rules this app
 * carries are others than at its last start, every instant to come is computed anew, and she is told of each that moved.
 */
export function followZoneRules(deps: Deps, version: string): void {
  const { db, ports } = deps;
  const known = findZoneRules(db);
  if (known === version) return;
  const moved = known === null ? [] : findMoved(deps);
  transaction(db, (tx) => {
    for (const plan of moved) {
      setPostPlan(tx, plan.postId, { wallTime: plan.toWallTime, zone: plan.zone, at: plan.toAt });
      const row = plan.publicationId === null ? undefined : findPublication(tx, plan.publicationId);
      if (row) move(deps, row, plan);
    }
    putZoneRules(tx, version);
  });
  for (const { postId } of moved) deps.record.announcePost(postId);
  if (moved.length > 0) ports.notifier.notify(noteFor(moved));
}

function findMoved({ db, ports }: Deps): readonly Moved[] {
  return listFuturePlans(db, ports.clock.now()).flatMap((plan) => {
    const { at, wallTime } = resolveWallTime(plan.wallTime, plan.zone);
    return Math.abs(at - plan.at) < SAME_MS ? [] : [{ ...plan, toAt: at, toWallTime: wallTime }];
  });
}

/** In the caller's transaction: the row, its history, the audit log and its job. */
function move(deps: Deps, row: PublicationRow, plan: Moved): void {
  const { ports, planner, record, times } = deps;
  const set = {
    fence: row.fence + 1,
    dueAt: plan.toAt,
    wallTime: plan.toWallTime,
    nextWakeupAt: plan.toAt - times.prepareAheadMs,
  };
  record.note(row, {
    set,
    attempts: [
      {
        step: "zone-rules",
        outcome: "ok",
        detail: `The clocks of ${plan.zone} change differently by now: ${plan.wallTime} there is ${inUtc(plan.toAt)} and no longer ${inUtc(plan.at)} (UTC).`,
      },
    ],
    also: (tx) => {
      planner.enqueue(tx, { ...row, ...set });
      appendAudit(tx, {
        at: ports.clock.now(),
        who: "app",
        action: "zone-rules",
        subject: row.id,
        detail: { fromAt: plan.at, toAt: plan.toAt },
      });
    },
  });
}

function noteFor(moved: readonly Moved[]) {
  const zones = [...new Set(moved.map(({ zone }) => zone))].join(", ");
  const what = moved.length === 1 ? "One planned post keeps" : `${moved.length} planned posts keep`;
  return {
    title: "A time zone’s rules have changed",
    body: `${what} the time you chose in ${zones}, which is another moment elsewhere now. Look through the calendar.`,
    route: "/calendar",
  };
}

function inUtc(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}
