import { z } from "zod";

/** How much of a budget is spent, by the platform's own count. */
export type Usage = {
  /** The highest of the three counts: throttling may start at 100 in any of them. */
  readonly percent: number;
  /** How long until calls may go on, ms; null when the header does not say. */
  readonly regainMs: number | null;
};

const Count = z.number().catch(0);
const AppUsage = z.object({ call_count: Count, total_time: Count, total_cputime: Count });
const BusinessUsage = z.record(
  z.string(),
  z.array(AppUsage.extend({ estimated_time_to_regain_access: Count })),
);

/** `X-App-Usage`: percent of the app's budget (Graph API, Rate Limits). Null when absent or unreadable. */
export function readAppUsage(header: string | null): Usage | null {
  const usage = AppUsage.safeParse(parsed(header));
  return usage.success ? { percent: highest(usage.data), regainMs: null } : null;
}

/** `X-Business-Use-Case-Usage`: percent of the account's budget, minutes until it is regained. The worst entry counts. */
export function readAccountUsage(header: string | null): Usage | null {
  const usage = BusinessUsage.safeParse(parsed(header));
  const entries = usage.success ? Object.values(usage.data).flat() : [];
  if (entries.length === 0) return null;
  const minutes = Math.max(...entries.map((entry) => entry.estimated_time_to_regain_access));
  return {
    percent: Math.max(...entries.map(highest)),
    regainMs: minutes > 0 ? minutes * 60_000 : null,
  };
}

function highest(count: z.infer<typeof AppUsage>): number {
  return Math.max(count.call_count, count.total_time, count.total_cputime);
}

function parsed(header: string | null): unknown {
  try {
    return JSON.parse(header ?? "null");
  } catch {
    return null; // a header nobody can read tells nothing
  }
}
