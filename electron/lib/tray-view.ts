import type { Account } from "../../shared/contract/accounts.ts";
import type { Publication, PublisherStatus } from "../../shared/contract/publishing.ts";
import type { TrayView } from "../ports.ts";

export type TrayFacts = {
  readonly status: PublisherStatus;
  /** What waits for her. */
  readonly attention: readonly Publication[];
  /** Those that she must log in to again, or that Instagram holds back. */
  readonly accounts: readonly Account[];
  readonly startAtLogin: boolean;
};

/** What the tray shows: the next three, what waits for her, and one state. */
export function trayView({ status, accounts, startAtLogin, ...facts }: TrayFacts): TrayView {
  const attention = [
    ...accounts.map((account) => ({
      label: `@${account.username}: ${account.trouble ? "paused by Instagram" : "log in again"}`,
      route: "/accounts",
    })),
    ...facts.attention.map((item) => ({
      label: `${item.title}: ${WORDS[item.status] ?? item.status}`,
      route: `/outbox/${item.id}`,
    })),
  ];
  return {
    state: stateOf(status, attention.length),
    tooltip: tooltipOf(status, attention.length),
    next: status.next.map((entry) => ({
      label: `${entry.title}, ${dayAndTime(entry.plan.wallTime)}`,
      route: entry.publicationId === null ? "/calendar" : `/outbox/${entry.publicationId}`,
    })),
    attention: attention.slice(0, 5),
    paused: status.paused,
    startAtLogin,
  };
}

const WORDS: Readonly<Record<string, string>> = {
  failed: "not published",
  missed: "missed",
  unknown: "we do not know yet",
  "needs-you": "needs you",
};

function stateOf(status: PublisherStatus, attention: number): TrayView["state"] {
  if (status.paused) return "paused";
  if (attention > 0) return "attention";
  return status.publishing > 0 ? "publishing" : "idle";
}

function tooltipOf(status: PublisherStatus, attention: number): string {
  if (status.paused) return "Publishing is paused";
  if (attention > 0)
    return attention === 1 ? "One thing needs you" : `${attention} things need you`;
  if (status.publishing > 0) return "Publishing";
  const [next] = status.next;
  return next ? `Next: ${next.title}, ${dayAndTime(next.plan.wallTime)}` : "Nothing is scheduled";
}

/** `Thu 8 Oct, 18:30`: the account's wall clock, so it is formatted as it stands. */
function dayAndTime(wallTime: string): string {
  return `${dayFormat()
    .format(Date.parse(`${wallTime}Z`))
    .replace(",", "")}, ${wallTime.slice(11)}`;
}

let format: Intl.DateTimeFormat | undefined;

/** Made when first asked for: it loads the languages' data, 14 ms of a start that shows no tray yet. */
function dayFormat(): Intl.DateTimeFormat {
  format ??= new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  return format;
}
