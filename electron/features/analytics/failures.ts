import { millisecondsInDay as DAY, millisecondsInHour as HOUR } from "date-fns/constants";
import type { ReadingWait } from "../../../shared/contract/analytics.ts";
import { AppError } from "../../../shared/result.ts";
import { GraphFailure } from "../../graph/failure.ts";
import { pauseBefore, type PauseRange } from "../../lib/backoff.ts";
import type { ReadingChange } from "./queries.ts";
import type { InsightReadingRow } from "./tables.ts";

const MINUTE = 60_000;
/** So many failures in a row that may pass: about a day and a half. The next age has tries of its own. */
const MOST_TRIES = 12;
const PAUSES: PauseRange = { first: MINUTE, largest: 12 * HOUR, least: 15_000 };
/** How often what stands still is looked at, though nobody said that it may go on. A permission is hers to give. */
const RECHECK_MS: Readonly<Record<ReadingWait, number>> = {
  offline: 5 * MINUTE,
  login: HOUR,
  account: HOUR,
  permission: DAY,
  "rate-limit": MINUTE,
  retry: MINUTE,
};

/** What a reading that could not be taken comes to: it waits, or is given up. `unforeseen` is a bug, for the runner. */
export function afterFailure(
  reading: Pick<InsightReadingRow, "tries">,
  error: unknown,
  { now, random }: { readonly now: number; readonly random: number },
): ReadingChange | "unforeseen" {
  if (error instanceof AppError) return afterOwn(error, now);
  if (!(error instanceof GraphFailure)) return "unforeseen";
  const said = { said: error.what, code: error.label };
  const reason = reasonOf(error);
  if (reason !== null) return waitFor(reason, now, { ...said, at: error.retryAt ?? 0 });
  if (error.kind === "rejected") return givenUp(said);
  const tries = reading.tries + 1;
  if (tries >= MOST_TRIES) return { ...givenUp(said), tries };
  const nextAt = Math.max(error.retryAt ?? 0, now + pauseBefore(reading.tries, PAUSES, random));
  return { ...said, tries, waitReason: "retry", nextAt };
}

/** Stands still until `at`, or until it is looked at again. */
export function waitFor(
  reason: ReadingWait,
  now: number,
  {
    at = 0,
    said = null,
    code = null,
  }: Partial<Pick<InsightReadingRow, "said" | "code">> & {
    readonly at?: number;
  } = {},
): ReadingChange {
  const nextAt = Math.max(at, now + RECHECK_MS[reason]);
  return { waitReason: reason, nextAt, said, code };
}

export function givenUp(told: Pick<InsightReadingRow, "said" | "code">): ReadingChange {
  return { ...told, state: "given-up", nextAt: null, waitReason: null };
}

/** What is no failure of the question itself; it costs no try. */
function reasonOf(failure: GraphFailure): ReadingWait | null {
  if (failure.isOffline) return "offline";
  if (failure.trouble !== null) return "account";
  if (failure.lacksPermission) return "permission";
  if (failure.kind === "auth") return "login";
  return failure.kind === "limited" ? "rate-limit" : null;
}

/** The keychain is locked, or the practice Instagram does not start. */
function afterOwn(error: AppError, now: number): ReadingChange | "unforeseen" {
  const said = { said: error.message, at: error.retryAt ?? 0 };
  if (error.code === "account-disconnected") return waitFor("login", now, said);
  return error.code === "internal" ? "unforeseen" : waitFor("retry", now, said);
}
