import { PLATFORM } from "./limits.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The app-wide budget of an hour, only for the percentage in `X-App-Usage`. */
const APP_CALLS_PER_HOUR = 6000;

/** Counts calls per account over a rolling day, by the minute, for the usage headers and 80002. */
export class Usage {
  private readonly minutes = new Map<string, Map<number, number>>();
  private readonly callBudget: () => number;

  constructor(callBudget: () => number) {
    this.callBudget = callBudget;
  }

  count(platformUserId: string, now: number): void {
    const minute = Math.floor(now / MINUTE_MS);
    const counts = this.minutes.get(platformUserId) ?? new Map<number, number>();
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
    for (const old of counts.keys())
      if (old * MINUTE_MS < now - PLATFORM.usageWindowMs) counts.delete(old);
    this.minutes.set(platformUserId, counts);
  }

  isSpent(platformUserId: string, now: number): boolean {
    return this.calls(platformUserId, now - PLATFORM.usageWindowMs) > this.callBudget();
  }

  /** Minutes until the oldest calls of the window no longer count. */
  regainMinutes(platformUserId: string, now: number): number {
    const oldest = Math.min(...(this.minutes.get(platformUserId)?.keys() ?? [now / MINUTE_MS]));
    return Math.max(1, Math.ceil((oldest * MINUTE_MS + PLATFORM.usageWindowMs - now) / MINUTE_MS));
  }

  /**
   * `X-App-Usage` and `X-Business-Use-Case-Usage`, in per cent of the budgets (Graph API Rate Limits). `regainMinutes`: null
   * unless limited. A scripted `percent` stands in for the one counted.
   */
  headers(
    platformUserId: string,
    now: number,
    told: { readonly regainMinutes: number | null; readonly percent?: number },
  ): Record<string, string> {
    const { regainMinutes } = told;
    const day = this.calls(platformUserId, now - PLATFORM.usageWindowMs);
    const counted = regainMinutes !== null ? 100 : Math.floor((100 * day) / this.callBudget());
    const percent = told.percent ?? counted;
    const hour = [...this.minutes.keys()].reduce(
      (sum, id) => sum + this.calls(id, now - HOUR_MS),
      0,
    );
    const app = told.percent ?? Math.floor((100 * hour) / APP_CALLS_PER_HOUR);
    const business = {
      type: "instagram",
      call_count: percent,
      total_cputime: Math.floor(percent / 2),
      total_time: Math.floor(percent / 2),
      estimated_time_to_regain_access: regainMinutes ?? 0,
    };
    return {
      "x-app-usage": JSON.stringify({ call_count: app, total_time: app, total_cputime: app }),
      "x-business-use-case-usage": JSON.stringify({ [platformUserId]: [business] }),
    };
  }

  private calls(platformUserId: string, sinceAt: number): number {
    let calls = 0;
    for (const [minute, count] of this.minutes.get(platformUserId) ?? [])
      if (minute * MINUTE_MS >= sinceAt - MINUTE_MS) calls += count;
    return calls;
  }
}
