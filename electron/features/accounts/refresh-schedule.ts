import { millisecondsInDay as DAY } from "date-fns/constants";
import type { AccountRow } from "./tables.ts";

/** A token may be refreshed from 24 hours on, and lives 60 days (`/refresh_access_token` reference, 2026-10-04). */
export const TOKEN_MIN_AGE_MS = DAY;
export const TOKEN_LIFE_MS = 60 * DAY;
const EVERY_MS = 7 * DAY;
const BEFORE_END_MS = 10 * DAY;

/**
 * When a token is to be refreshed: weekly, ten days before its end at the latest, never before it is a day old. A pasted token
 * may be older than it looks, so it is refreshed as soon as it surely may be, which also tells its real end. Epoch ms UTC.
 */
export function refreshTime(
  row: Pick<AccountRow, "tokenObtainedAt" | "tokenExpiresAt" | "tokenExpiryIsEstimate">,
): number {
  const earliest = row.tokenObtainedAt + TOKEN_MIN_AGE_MS;
  if (row.tokenExpiryIsEstimate) return earliest;
  const weekly = row.tokenObtainedAt + EVERY_MS;
  const latest = (row.tokenExpiresAt ?? Number.MAX_SAFE_INTEGER) - BEFORE_END_MS;
  return Math.max(earliest, Math.min(weekly, latest));
}
