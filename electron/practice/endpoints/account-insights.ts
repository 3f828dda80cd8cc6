import type { Params } from "../exchange.ts";
import { reactionsAt, splitOver } from "../growth.ts";
import { ACCOUNT_METRICS, DEMOGRAPHICS, type AccountMetric } from "../account-metrics.ts";
import { badParameter, notEnoughViewers } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";
import { readUnix } from "./media.ts";

const DAY = 24 * 60 * 60;
/** Days end at UTC-7. */
const DAY_END = 7 * 60 * 60;

type Span = { readonly since: number; readonly until: number };

/** `GET /{ig-user-id}/insights` (Instagram Account Insights, September 2026). Times are Unix seconds; kept for 90 days. */
export function readAccountInsights(practice: Practice, call: Call): object {
  const { params } = call;
  const names = (params.get("metric") ?? "").split(/[\s,]+/).filter(Boolean);
  if (names.length === 0) throw badParameter("The parameter metric is required");
  const span = readSpan(practice, call);
  const metrics = names.map((name, index) => [name, checkMetric(call, name, index)] as const);
  return {
    data: metrics.map(([name, metric]) => ({
      ...head(call, name, metric),
      ...(metric.period === "lifetime"
        ? lifetimeValue(practice, call, name)
        : dayValue(practice, call, { name, metric, span })),
    })),
    paging: pagingOf(practice, call, span),
  };
}

function checkMetric({ params }: Call, name: string, index: number): AccountMetric {
  const metric = ACCOUNT_METRICS[name];
  if (!metric)
    throw badParameter(
      `metric[${index}] must be one of the following values: ${Object.keys(ACCOUNT_METRICS).join(", ")}`,
    );
  if (params.get("period") !== metric.period)
    throw badParameter(`Incompatible period for the metric ${name}: it takes ${metric.period}`);
  const type = params.get("metric_type") ?? "time_series";
  if (!metric.types.includes(type))
    throw badParameter(
      `The following metrics (${name}) should be specified with parameter metric_type=${metric.types[0]}`,
    );
  checkBreakdown(params, name, { metric, type });
  return metric;
}

function checkBreakdown(
  params: Params,
  name: string,
  { metric, type }: { readonly metric: AccountMetric; readonly type: string },
): void {
  const breakdown = params.get("breakdown");
  const takes = metric.breakdowns ?? [];
  if (breakdown !== undefined && (!takes.includes(breakdown) || type !== "total_value"))
    throw badParameter(`Incompatible breakdown for the metric ${name}`);
  if (metric.needsTimeframe !== true) return;
  if (breakdown === undefined) throw badParameter("The parameter breakdown is required");
  // Of the list that is still printed only these two work since v20.
  if (!/^this_(month|week)$/.test(params.get("timeframe") ?? ""))
    throw badParameter("The parameter timeframe must be this_month or this_week");
}

/** The last 24 hours unless said otherwise. */
function readSpan({ now }: Practice, { params }: Call): Span {
  const until = readUnix(params, "until") ?? Math.floor(now() / 1000);
  const since = readUnix(params, "since") ?? until - DAY;
  if (since > until) throw badParameter("since must be before until");
  if (until - since > 30 * DAY)
    throw badParameter("There cannot be more than 30 days (2592000 s) between since and until");
  return { since, until };
}

function dayValue(
  practice: Practice,
  call: Call,
  asked: { readonly name: string; readonly metric: AccountMetric; readonly span: Span },
): object {
  const { name, metric, span } = asked;
  const valueIn = (part: Span): number =>
    gathered(practice, call, { value: metric.value, ...part });
  if ((call.params.get("metric_type") ?? "time_series") === "time_series")
    return {
      values: daysOf(span).map((day) => ({
        value: valueIn(day),
        end_time: new Date(day.until * 1000).toISOString().replace(/\.\d{3}Z$/, "+0000"),
      })),
    };
  const value = valueIn(span);
  const breakdown = call.params.get("breakdown");
  const words = `${call.account.platformUserId}:${name}`;
  return { total_value: { value, ...breakdownOf(value, breakdown, words) } };
}

function breakdownOf(value: number, breakdown: string | undefined, words: string): object {
  if (breakdown === undefined) return {};
  const results = splitOver(value, DEMOGRAPHICS[breakdown] ?? [], words)
    .filter(([, part]) => part > 0)
    .map(([name, part]) => ({ dimension_values: [name], value: part }));
  return { breakdowns: [{ dimension_keys: [breakdown], results }] };
}

/** What all posts and stories of the account gathered within the span; nothing from before the last 90 days. */
function gathered(
  { store, behaviour, now }: Practice,
  { account, lagMs }: Call,
  { value, since, until }: Span & Pick<AccountMetric, "value">,
): number {
  const latest = now() - lagMs - behaviour.insightsDelayMs;
  const from = Math.max(since * 1000, latest - 90 * DAY * 1000);
  const to = Math.min(until * 1000, latest);
  if (to <= from || !value) return 0;
  let sum = 0;
  for (const media of store.media.allOf(account.platformUserId))
    sum +=
      value(reactionsAt(behaviour.audience, media, to)) -
      value(reactionsAt(behaviour.audience, media, from));
  return sum;
}

/** Those that begin before the span's end and end after its start. */
function daysOf({ since, until }: Span): readonly Span[] {
  const days: Span[] = [];
  const start = Math.floor((since - DAY_END) / DAY) * DAY + DAY_END;
  for (let from = start; from < until; from += DAY) days.push({ since: from, until: from + DAY });
  return days;
}

function lifetimeValue({ behaviour }: Practice, { params, account }: Call, name: string): object {
  // 100 followers, or 100 engagements, is the least for which Instagram tells who they are.
  if (behaviour.audience < 100) throw notEnoughViewers();
  const words = `${account.platformUserId}:${name}`;
  if (name === "online_followers") {
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour));
    return { values: [{ value: Object.fromEntries(splitOver(behaviour.audience, hours, words)) }] };
  }
  const breakdown = params.get("breakdown");
  return { total_value: { ...breakdownOf(behaviour.audience, breakdown, words) } };
}

function head({ account }: Call, name: string, { period }: AccountMetric): object {
  const id = `${account.platformUserId}/insights/${name}/${period}`;
  return { name, period, title: name, description: `Practice figures for ${name}.`, id };
}

/** To the span before and the span after, not to more of the same. */
function pagingOf({ origin }: Practice, call: Call, { since, until }: Span): object {
  const link = (from: number, to: number): string => {
    const url = new URL(call.path, origin());
    for (const [name, value] of call.params)
      if (name !== "access_token" || call.isTokenInUrl) url.searchParams.set(name, value);
    url.searchParams.set("since", String(from));
    url.searchParams.set("until", String(to));
    return url.href;
  };
  const length = until - since;
  return { previous: link(since - length, since), next: link(until, until + length) };
}
