import { millisecondsInDay as DAY_MS } from "date-fns/constants";
import type { Account } from "../../../shared/contract/accounts.ts";

/** How much of a token's life is over, in whole days. */
export type TokenLife = {
  readonly daysTotal: number;
  readonly daysLeft: number;
  readonly daysGone: number;
  readonly health: "healthy" | "ending" | "over";
};

/** The life of an account's token as of `now`; null when Instagram gives it no end. */
export function tokenLife(
  account: Pick<Account, "tokenObtainedAt" | "tokenExpiresAt">,
  now: number,
): TokenLife | null {
  if (account.tokenExpiresAt === null) return null;
  const total = Math.max(
    1,
    Math.round((account.tokenExpiresAt - account.tokenObtainedAt) / DAY_MS),
  );
  const left = Math.min(total, Math.max(0, Math.floor((account.tokenExpiresAt - now) / DAY_MS)));
  const isOver = account.tokenExpiresAt <= now;
  return {
    daysTotal: total,
    daysLeft: left,
    daysGone: total - left,
    health: isOver ? "over" : left < 10 ? "ending" : "healthy",
  };
}
