import { AppError } from "../../../shared/result.ts";
import { asAppError, GraphFailure } from "../../graph/failure.ts";
import type { Me } from "../../graph/endpoints/accounts.ts";
import { describeRefusal, type TokenSource } from "./pasted-token.ts";
import type { LivePublications } from "./queries.ts";

/** Account types that may publish through the API; the platform names a creator both ways (Overview, 2026-06-30). */
const PROFESSIONAL = new Set(["BUSINESS", "CREATOR", "MEDIA_CREATOR"]);

export function isProfessional(accountType: string): boolean {
  return PROFESSIONAL.has(accountType.toUpperCase());
}

/**
 * Refuses a personal account, with the way on. One whose type the platform does not tell is let through: Instagram gives
 * tokens of this kind to professional accounts only. @throws AppError `invalid-input`
 */
export function assertProfessional(me: Me): void {
  if (me.accountType === "" || isProfessional(me.accountType)) return;
  throw new AppError(
    "invalid-input",
    `@${me.username} is a personal account, and Instagram lets apps publish for professional ones only. In the Instagram app open Settings, then Account type and tools, and switch to a professional account; it is free. Then generate a new token and connect again.`,
  );
}

/** An account goes only when none of its posts needs its token any more. @throws AppError `conflict`, saying what to do first. */
export function demandSettled(username: string, { queued, unsettled }: LivePublications): void {
  if (unsettled > 0)
    throw new AppError(
      "conflict",
      `It is not settled yet whether ${unsettled === 1 ? "a post" : `${unsettled} posts`} of @${username} went out, and only its login can tell. See the Outbox, then disconnect.`,
    );
  if (queued > 0)
    throw new AppError(
      "conflict",
      `@${username} still has ${queued === 1 ? "a post" : `${queued} posts`} in the queue. Unschedule ${queued === 1 ? "it" : "them"} first, then disconnect.`,
    );
}

/** Why a token did not connect, as an error for the screen. Anything that is no platform failure comes back as it is. */
export function connectError(error: unknown, source: TokenSource): unknown {
  if (!(error instanceof GraphFailure)) return error;
  const options = { cause: error, retryAt: error.retryAt ?? undefined };
  if (error.kind === "auth") {
    const isPasted = source !== "login" && error.action === "log-in" && error.code === 190;
    const words = isPasted
      ? describeRefusal(source === "pasted-facebook", error.subcode)
      : `${error.userMessage}${source === "login" ? " Nothing was stored." : ""}`;
    return new AppError("invalid-input", words, options);
  }
  if (error.kind === "limited") return asAppError(error);
  const code = error.kind === "transient" ? "offline" : "rejected-by-platform";
  const way =
    error.kind === "transient" ? "Check the internet connection and try again." : error.todo;
  return new AppError(code, `${error.what} The token was not stored. ${way}`, options);
}
