import { z } from "zod";
import type { Access } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { GraphFailure } from "../failure.ts";
import type { Breakdown } from "../insight-metrics.ts";

/** One number of a post; `part` names a part of the metric. */
export type MediaFigure = {
  readonly metric: string;
  readonly part: string | null;
  readonly value: number;
};
export type DroppedMetric = { readonly metric: string; readonly why: string };

export type MediaInsights = {
  /** None at all: Instagram has nothing to tell. "Missing data is an empty array, not 0" (IG Media Insights). */
  readonly figures: readonly MediaFigure[];
  readonly dropped: readonly DroppedMetric[];
  /** Metrics that failed the whole call: best left out for a while. */
  readonly refused: readonly string[];
  readonly serverAt: number | null;
};

export type WantedInsights = {
  readonly igMediaId: string;
  /** The surest first: where all fail together, it tells whether one of them is to blame. */
  readonly names: readonly string[];
  readonly breakdowns: readonly Breakdown[];
  readonly signal?: AbortSignal | undefined;
};

const Insight = z.object({
  name: z.string().max(100),
  values: z
    .array(z.object({ value: z.unknown() }))
    .optional()
    .catch(undefined),
  /** Only with a breakdown. */
  total_value: z
    .object({
      value: z.number().optional().catch(undefined),
      breakdowns: z
        .array(
          z.object({
            results: z.array(
              z.object({ dimension_values: z.array(z.string().max(100)), value: z.number() }),
            ),
          }),
        )
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});
type Insight = z.infer<typeof Insight>;
const InsightsReply = z.object({ data: z.array(Insight) });

type Asking = {
  readonly graph: GraphClient;
  readonly access: Access;
  readonly wanted: WantedInsights;
};

/**
 * A post's figures (IG Media Insights, 2026-10-04). One metric that Instagram does not take fails the whole call, so after such a
 * failure each is asked for alone and the bad ones are dropped with a note. Parts of metrics are asked for last; without them
 * the figures stand all the same.
 *
 * @throws GraphFailure
 */
export async function readMediaInsights(
  graph: GraphClient,
  access: Access,
  wanted: WantedInsights,
): Promise<MediaInsights> {
  const asking = { graph, access, wanted };
  const whole = await askTogether(asking);
  if (whole.figures.length === 0) return whole;
  const parts: MediaFigure[] = [];
  const dropped: DroppedMetric[] = [...whole.dropped];
  for (const { metric, by } of wanted.breakdowns) {
    if (!whole.figures.some((figure) => figure.metric === metric)) continue;
    try {
      const { insights } = await ask(asking, [metric], by);
      parts.push(...insights.flatMap(partsOf));
    } catch (error) {
      // The figures are in hand, and what they are made of is not worth losing them for.
      if (!(error instanceof GraphFailure)) throw error;
      dropped.push({ metric: `${metric} by ${by}`, why: whyNot(error) });
    }
  }
  return { ...whole, figures: [...whole.figures, ...parts], dropped };
}

async function askTogether(asking: Asking): Promise<MediaInsights> {
  const { names } = asking.wanted;
  try {
    const { insights, serverAt } = await ask(asking, names);
    return told(names, { insights, serverAt, refusals: [] });
  } catch (error) {
    if (names.length < 2 || !mayBeOneMetric(error)) throw error;
    return askOneByOne(asking);
  }
}

/** When the surest fails as well, no single metric is to blame: its failure is the answer. */
async function askOneByOne(asking: Asking): Promise<MediaInsights> {
  const { names } = asking.wanted;
  const [surest = "", ...others] = names;
  const { insights: first, serverAt } = await ask(asking, [surest]);
  const insights = [...first];
  const refusals: DroppedMetric[] = [];
  for (const metric of others) {
    try {
      insights.push(...(await ask(asking, [metric])).insights);
    } catch (error) {
      if (!mayBeOneMetric(error)) throw error;
      refusals.push({ metric, why: whyNot(error) });
    }
  }
  return told(names, { insights, serverAt, refusals });
}

async function ask({ graph, access, wanted }: Asking, names: readonly string[], by?: string) {
  const { reply, serverAt } = await graph.get(access, {
    path: `/${pathPart(wanted.igMediaId)}/insights`,
    params: { metric: names.join(","), breakdown: by },
    schema: InsightsReply,
    signal: wanted.signal,
    isAskedOnce: true,
  });
  return { insights: reply.data, serverAt };
}

function told(
  names: readonly string[],
  {
    insights,
    serverAt,
    refusals,
  }: {
    readonly insights: readonly Insight[];
    readonly serverAt: number | null;
    readonly refusals: readonly DroppedMetric[];
  },
): MediaInsights {
  const figures = insights.filter(({ name }) => names.includes(name)).flatMap(wholeOf);
  const refused = refusals.map(({ metric }) => metric);
  const silent = names.filter(
    (name) => !refused.includes(name) && !figures.some(({ metric }) => metric === name),
  );
  // Nothing at all is no note on each metric.
  const untold = figures.length === 0 ? [] : silent;
  const dropped = untold.map((metric) => ({ metric, why: "Instagram did not tell it." }));
  return { figures, dropped: [...refusals, ...dropped], refused, serverAt };
}

function wholeOf({ name, values, total_value: total }: Insight): MediaFigure[] {
  const value = values?.[0]?.value ?? total?.value;
  return typeof value === "number" ? [{ metric: name, part: null, value }] : [];
}

/** Meta's samples have parts in either case. */
function partsOf({ name, total_value: total }: Insight): MediaFigure[] {
  const results = total?.breakdowns?.flatMap((breakdown) => breakdown.results) ?? [];
  return results.map(({ dimension_values: words, value }) => ({
    metric: name,
    part: words.join(" ").toLowerCase(),
    value,
  }));
}

/** "An unknown error has occurred", 100, or a code nobody knows: what a metric that does not fit is answered with. */
function mayBeOneMetric(error: unknown): boolean {
  if (!(error instanceof GraphFailure) || error.code === null || error.isNotFound) return false;
  const isRefusal = error.kind === "rejected" && !error.hasNothingToTell;
  return isRefusal || (error.kind === "transient" && error.code !== 2);
}

function whyNot(error: unknown): string {
  const label = error instanceof GraphFailure ? error.label : null;
  return label === null ? "Instagram did not answer." : `Instagram refused it (${label}).`;
}
