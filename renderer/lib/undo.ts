import { toAppError } from "./failure.ts";
import { notify, useNotices } from "./notices.ts";

type Step = {
  readonly label: string;
  readonly noticeId: number;
  readonly undo: () => Promise<unknown>;
};

const KEPT = 50;
const steps: Step[] = [];

/**
 * Says what was done and offers to take it back: a notice with *Undo* for ten seconds, and Ctrl/⌘-Z for the last fifty.
 * `message` is what happened, such as "Moved to Sat 10 Oct, 10:00 CEST".
 */
export function offerUndo(message: string, undo: () => Promise<unknown>): void {
  const action = { label: "Undo", run: () => void undoStep(step) };
  const step: Step = { label: message, noticeId: notify(message, { action }), undo };
  steps.push(step);
  if (steps.length > KEPT) steps.shift();
}

/** Takes back the last thing that can be: what Ctrl/⌘-Z does. False when there is nothing. */
export async function undoLast(): Promise<boolean> {
  const step = steps.at(-1);
  if (!step) return false;
  await undoStep(step);
  return true;
}

/** Forgets every step, for another account or a test. */
export function resetUndo(): void {
  steps.length = 0;
}

async function undoStep(step: Step): Promise<void> {
  const index = steps.indexOf(step);
  if (index === -1) return;
  steps.splice(index, 1);
  useNotices.getState().remove(step.noticeId);
  try {
    await step.undo();
    notify(`Taken back: ${step.label}`);
  } catch (cause) {
    notify(toAppError(cause).message, { tone: "bad" }); // shown, because nobody awaits an undo
  }
}
