import type { PublicationState } from "../../../shared/contract/publishing.ts";
import { AppError } from "../../../shared/result.ts";
import type { PublicationRow } from "./tables.ts";

/** Why a post cannot be changed, moved or taken back any more: something of it may be out there. */
const WORDS: Readonly<Partial<Record<PublicationState, string>>> = {
  publishing: "This post is being published just now. Wait a moment.",
  "outcome-unknown":
    "The app is finding out whether this post is out. Until it knows, nothing about it can change.",
  "needs-you": "First say in the Outbox whether this post is on Instagram.",
  published: "This post is published, and stays as it is. Duplicate it to make another one of it.",
};

/** @throws AppError `conflict` when it may be out there. `isRefused`: the machine has said no already. */
export function demandOpen(row: PublicationRow, isRefused = false): void {
  const words = WORDS[row.state as PublicationState];
  if (words !== undefined) throw new AppError("conflict", words);
  if (row.isIntentOpen || isRefused)
    throw new AppError(
      "conflict",
      "The app never learned whether this post went out. Duplicate it, so that nothing goes out twice unnoticed.",
    );
}

export function noSuchPost(): AppError {
  return new AppError("not-found", "There is no such post any more.");
}

export function noSuchPublication(): AppError {
  return new AppError("not-found", "There is no such publication any more.");
}
