import type { NextSlot } from "../../../shared/contract/pacing.ts";
import type { Post } from "../../../shared/contract/posts.ts";
import { AppError } from "../../../shared/result.ts";
import { formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { withWarnings } from "../../lib/pacing-words.ts";
import { navigate } from "../../lib/route.ts";
import { slotsPath } from "../../lib/slots-place.ts";
import { offerUndo } from "../../lib/undo.ts";
import { useCommand, type Command } from "../../lib/use-command.ts";
import { shiftWords } from "./when-words.ts";

type Placed = { readonly wallTime: string; readonly zone: string };

/** Everything the head and the foot of the composer can ask for. Their replies only say that it was done. */
export type PublishingActions = {
  readonly plan: Command<Placed | null, true>;
  readonly schedule: Command<Placed, true>;
  /** Takes the slot that was shown to her. */
  readonly queue: Command<NextSlot, true>;
  readonly move: Command<Placed, true>;
  readonly unschedule: Command<null, true>;
  readonly publishNow: Command<null, true>;
  readonly duplicate: Command<null, true>;
  readonly remove: Command<null, true>;
};

/** The commands of one post. `flush` saves its unsaved words first: what goes out is what she sees. */
export function usePublishing(post: Post, flush: () => Promise<boolean>): PublishingActions {
  const { id: postId } = post;
  const saved = async () => {
    if (await flush()) return;
    const message =
      "Your last words are not saved yet, so nothing was done. Try again when they are.";
    throw new AppError("internal", message);
  };
  return {
    plan: useCommand((plan: Placed | null) => planPost(postId, plan)),
    schedule: useCommand((placed: Placed) => saved().then(() => schedulePost(postId, placed))),
    queue: useCommand((shown: NextSlot) => saved().then(() => queuePost(post, shown))),
    move: useCommand((placed: Placed) => movePost(postId, placed)),
    unschedule: useCommand(() => unschedulePost(post)),
    publishNow: useCommand(() => saved().then(() => publishPostNow(postId))),
    duplicate: useCommand(() => saved().then(() => duplicatePost(postId))),
    remove: useCommand(() => flush().then(() => removePost(postId))),
  };
}

async function planPost(postId: string, plan: Placed | null): Promise<true> {
  await ipc.publishing.plan({ postId, plan });
  return true;
}

/** Asks once more: what she pressed must be what happens, also when the slot has passed or gone to another post meanwhile. */
async function queuePost({ id: postId, accountId, plan }: Post, shown: NextSlot): Promise<true> {
  const slot = await ipc.pacing.nextSlot({ accountId, postId });
  if (slot.kind === "unset") {
    navigate(slotsPath(accountId));
    return true;
  }
  if (slot.kind === "none")
    throw new AppError(
      "conflict",
      `${slot.reason} Choose a time yourself, or set other slots under Settings, Pace.`,
    );
  const { at, wallTime, zone } = slot;
  if (shown.kind !== "free" || shown.at !== at)
    throw new AppError(
      "conflict",
      `That slot is not free any more, so nothing was done. The next one is ${formatMoment(at, zone)}.`,
    );
  return schedulePost(postId, { wallTime, zone }, async () => {
    await ipc.publishing.unschedule({ postId });
    await planPost(postId, plan && { wallTime: plan.wallTime, zone: plan.zone });
  });
}

async function schedulePost(
  postId: string,
  placed: Placed,
  undo: () => Promise<unknown> = () => ipc.publishing.unschedule({ postId }),
): Promise<true> {
  const reply = await ipc.publishing.schedule({ postId, ...placed });
  const shift = shiftWords(placed.wallTime, placed.zone);
  const words = `Scheduled for ${formatMoment(reply.plan.at, reply.plan.zone)}`;
  offerUndo(withWarnings(shift ? `${words}. ${shift}` : words, reply.warnings), undo);
  return true;
}

async function movePost(postId: string, placed: Placed): Promise<true> {
  const { plan, previous, warnings } = await ipc.publishing.move({ postId, ...placed });
  const { wallTime, zone } = previous;
  offerUndo(withWarnings(`Moved to ${formatMoment(plan.at, plan.zone)}`, warnings), () =>
    ipc.publishing.move({ postId, wallTime, zone }),
  );
  return true;
}

async function unschedulePost({ id: postId, plan }: Post): Promise<true> {
  await ipc.publishing.unschedule({ postId });
  if (plan)
    offerUndo("Back to a draft: it will not go out by itself", () =>
      ipc.publishing.schedule({ postId, wallTime: plan.wallTime, zone: plan.zone }),
    );
  return true;
}

async function publishPostNow(postId: string): Promise<true> {
  const { publicationId } = await ipc.publishing.publishNow({ postId });
  navigate(`/outbox/${encodeURIComponent(publicationId)}`);
  return true;
}

async function duplicatePost(postId: string): Promise<true> {
  const copy = await ipc.posts.duplicate({ id: postId });
  navigate(`/composer/${encodeURIComponent(copy.id)}`);
  notify("This is a copy. The first post is untouched.");
  return true;
}

async function removePost(postId: string): Promise<true> {
  await ipc.posts.remove({ id: postId });
  navigate("/composer", { replace: true });
  offerUndo("Draft deleted", () => ipc.posts.restore({ id: postId }));
  return true;
}
