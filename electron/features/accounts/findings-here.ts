import { millisecondsInDay as DAY, millisecondsInMinute as MINUTE } from "date-fns/constants";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { Finding } from "../../../shared/contract/diagnosis.ts";
import type { Reach } from "../../graph/reach.ts";
import { finding } from "./finding.ts";
import { listed } from "./permissions.ts";

// Of this computer and its way to Instagram. Pure: `doctor.ts` does the asking.

export function judgeReach(reaches: readonly Reach[]): Finding {
  const lost = reaches.filter((reach) => !reach.isReached);
  const names = (list: readonly Reach[]) => listed(list.map(({ host }) => new URL(host).host));
  if (lost.length === 0)
    return finding("reach", "Way to Instagram", {
      verdict: "pass",
      says: `${names(reaches)} ${reaches.length === 1 ? "answers" : "answer"}.`,
    });
  return finding("reach", "Way to Instagram", {
    verdict: "fail",
    says: `${names(lost)} cannot be reached. ${lost[0]?.why ?? ""}`.trim(),
    todo: "Check the internet connection, a firewall or a VPN. If the rest of the web works, see whether Meta itself has an outage.",
    open: "platform-status",
  });
}

const EXACT_MS = 5000;
const TOLERABLE_MS = 5 * MINUTE;

export function judgeClock(reaches: readonly Reach[]): Finding {
  const skewMs = reaches.find((reach) => reach.skewMs !== null)?.skewMs ?? null;
  const title = "This computer’s clock";
  if (skewMs === null)
    return finding("clock", title, {
      verdict: "unknown",
      says: "No server told the time, so it could not be compared.",
    });
  const off = Math.abs(skewMs);
  if (off <= EXACT_MS)
    return finding("clock", title, {
      verdict: "pass",
      says: "It agrees with the server’s to within five seconds.",
    });
  const by = off < 2 * MINUTE ? `${Math.round(off / 1000)} seconds` : minutes(off);
  return finding("clock", title, {
    verdict: off <= TOLERABLE_MS ? "warn" : "fail",
    says: `It is ${by} ${skewMs > 0 ? "slow" : "fast"} by the server’s.`,
    todo: "Let the system set date and time by itself. Posts go by the server’s clock, but a media host refuses links signed at a wrong time.",
  });
}

function minutes(ms: number): string {
  return ms < 120 * MINUTE
    ? `${Math.round(ms / MINUTE)} minutes`
    : `${Math.round(ms / 3_600_000)} hours`;
}

const SOON_MS = 10 * DAY;

export function judgeToken(account: Account, now: number): Finding {
  const { tokenExpiresAt, tokenIsDurable, tokenExpiryIsEstimate } = account;
  const title = "The token’s life";
  const kept = tokenIsDurable
    ? ""
    : " It is in memory only, since this computer offers no keychain: after quitting you are asked for it again.";
  if (tokenExpiresAt === null)
    return finding("token", title, {
      verdict: tokenIsDurable ? "pass" : "warn",
      says: `It has no end.${kept}`,
    });
  const leftMs = tokenExpiresAt - now;
  if (leftMs <= 0)
    return finding("token", title, {
      verdict: "fail",
      says: "It is over, and an expired token cannot be renewed.",
      todo: "Connect the account again.",
      open: account.login === "practice" ? null : "app-dashboard",
    });
  const days = Math.floor(leftMs / DAY);
  const says = `It lives for ${tokenExpiryIsEstimate ? "at most " : ""}${days === 1 ? "one more day" : `${days} more days`}, and is renewed by itself long before.${kept}`;
  if (leftMs > SOON_MS) return finding("token", title, { verdict: kept ? "warn" : "pass", says });
  return finding("token", title, {
    verdict: "warn",
    says: `It ends in ${days === 1 ? "a day" : `${days} days`}: the renewal has not come through yet.`,
    todo: "Press Renew now; if that is refused, connect the account again.",
  });
}

const SETTINGS: Finding["open"] = { kind: "route", route: "/settings", label: "Open Settings" };

export function judgeHost(
  host: { readonly isSetUp: boolean } | null,
  check: { readonly ok: boolean; readonly message: string } | null,
): Finding {
  const title = "Media host";
  if (host === null)
    return finding("media-host", title, {
      verdict: "pass",
      says: "None is needed: the practice Instagram fetches from this computer.",
    });
  if (!host.isSetUp)
    return finding("media-host", title, {
      verdict: "fail",
      says: "None is set up, so Instagram has nowhere to fetch pictures from.",
      todo: "Set one up in Settings, under Media host.",
      open: SETTINGS,
    });
  if (check === null)
    return finding("media-host", title, { verdict: "unknown", says: "It could not be checked." });
  if (check.ok) return finding("media-host", title, { verdict: "pass", says: check.message });
  return finding("media-host", title, {
    verdict: "fail",
    says: check.message,
    todo: "Mend it in Settings, under Media host.",
    open: SETTINGS,
  });
}
