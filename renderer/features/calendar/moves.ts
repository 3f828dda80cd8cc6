import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { Plan } from "../../../shared/contract/posts.ts";
import { resolveWallTime } from "../../../shared/rules/schedule.ts";
import { toAppError } from "../../lib/failure.ts";
import { formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { withWarnings } from "../../lib/pacing-words.ts";
import { offerUndo } from "../../lib/undo.ts";
import { freedomOf } from "./post-freedom.ts";
import type { ShowAhead } from "./use-entries.ts";
import { shiftWords } from "./words.ts";

/** Moves a draft or a scheduled post, or puts a failed or missed one back in the queue. Says what happened, with undo. */
export async function moveEntry(
  entry: CalendarEntry,
  to: { readonly wallTime: string; readonly zone: string },
  showAhead: ShowAhead,
): Promise<void> {
  const { at, wallTime } = resolveWallTime(to.wallTime, to.zone);
  const plan: Plan = { wallTime, zone: to.zone, at };
  const place = { postId: entry.postId, wallTime: to.wallTime, zone: to.zone };
  await saying(async () => {
    if (freedomOf(entry.status) === "reschedule") {
      const done = await showAhead(entry.postId, plan, () => ipc.publishing.schedule(place));
      const words = `Scheduled again for ${planWords(done.plan, done.shift)}`;
      notify(withWarnings(words, done.warnings), { tone: "good" });
      return;
    }
    const done = await showAhead(entry.postId, plan, () => ipc.publishing.move(place));
    const { previous } = done;
    offerUndo(withWarnings(`Moved to ${planWords(done.plan, done.shift)}`, done.warnings), () =>
      showAhead(entry.postId, previous, () =>
        ipc.publishing.move({
          postId: entry.postId,
          wallTime: previous.wallTime,
          zone: previous.zone,
        }),
      ),
    );
  });
}

/** Takes a scheduled post out of the queue (it stays on its day as a draft), or removes a draft. Both with undo. */
export async function takeOffEntry(entry: CalendarEntry): Promise<void> {
  const { postId, plan } = entry;
  if (entry.status === "scheduled")
    await saying(async () => {
      await ipc.publishing.unschedule({ postId });
      offerUndo(`Unscheduled: ${entry.title} is a draft again`, () =>
        ipc.publishing.schedule({ postId, wallTime: plan.wallTime, zone: plan.zone }),
      );
    });
  else if (entry.status === "draft")
    await saying(async () => {
      await ipc.posts.remove({ id: postId });
      offerUndo(`Deleted ${entry.title}`, () => ipc.posts.restore({ id: postId }));
    });
  else notify(keptWords(entry.status));
}

/** Makes a copy as a draft and plans it for `to`. */
export async function copyEntry(
  entry: CalendarEntry,
  to: { readonly wallTime: string; readonly zone: string },
): Promise<void> {
  await saying(async () => {
    const copy = await ipc.posts.duplicate({ id: entry.postId });
    await ipc.publishing.plan({ postId: copy.id, plan: to });
    const { at } = resolveWallTime(to.wallTime, to.zone);
    offerUndo(`Copied as a draft to ${formatMoment(at, to.zone)}`, () =>
      ipc.posts.remove({ id: copy.id }),
    );
  });
}

function planWords(plan: Plan, shift: "none" | "gap" | "overlap"): string {
  const words = formatMoment(plan.at, plan.zone);
  return shift === "none" ? words : `${words}. ${shiftWords(shift, plan.wallTime)}`;
}

function keptWords(status: CalendarEntry["status"]): string {
  if (status === "published") return "A published post stays in the calendar: it is a fact.";
  if (status === "missed" || status === "failed")
    return "Say in the Outbox what becomes of it: try again, or leave it.";
  return "It may be on its way to Instagram and cannot be taken off now.";
}

/** Runs a command and says why it was refused. */
async function saying(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    notify(toAppError(cause).message, { tone: "bad" }); // nobody awaits a drop: the reason is shown
  }
}
