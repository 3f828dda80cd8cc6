import type { Access } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import {
  readMediaInsights,
  type DroppedMetric,
  type MediaFigure,
} from "../../graph/endpoints/insights.ts";
import { listMedia, listStories } from "../../graph/endpoints/media.ts";
import { GraphFailure } from "../../graph/failure.ts";
import { metricsOf, type Product } from "../../graph/insight-metrics.ts";
import type { ReadPost } from "./queries.ts";

/** What Instagram told of a post. */
export type Told = {
  readonly figures: readonly MediaFigure[];
  readonly dropped: readonly DroppedMetric[];
  /** Metrics to leave out for a while. */
  readonly refused: readonly string[];
  readonly serverAt: number | null;
  /** Instagram's words where it had nothing to tell, and their code. */
  readonly said: string | null;
  readonly code: string | null;
};

export type Question = {
  readonly graph: GraphClient;
  readonly access: Access;
  readonly post: ReadPost;
  readonly product: Product;
  readonly isFacebook: boolean;
  /** Metrics that Instagram refused a short while ago. */
  readonly isLeftOut: (metric: string) => boolean;
  readonly signal: AbortSignal;
};

/** Asks for a post's figures; that there are none is an answer. @throws GraphFailure */
export async function askFigures(question: Question): Promise<Told> {
  const { graph, access, post, signal } = question;
  const { names, breakdowns } = metricsOf(question.product, question);
  const leftOut = names.filter(question.isLeftOut);
  const wanted = names.filter((name) => !leftOut.includes(name));
  try {
    const insights = await readMediaInsights(graph, access, {
      igMediaId: post.igMediaId,
      names: wanted,
      breakdowns,
      signal,
    });
    const notAsked = leftOut.map((metric) => ({
      metric,
      why: "Left out: Instagram refused it less than a day before.",
    }));
    return { ...insights, dropped: [...insights.dropped, ...notAsked], said: null, code: null };
  } catch (error) {
    if (!(error instanceof GraphFailure && error.hasNothingToTell)) throw error;
    const { serverAt, what: said, label: code } = error;
    return { figures: [], dropped: [], refused: [], serverAt, said, code };
  }
}

/** A listing is not read further back than this: then it proves nothing. */
const MOST_PAGES = 20;
const PAGE = 100;
/** The server's clock and the listing's times need not agree to the second. */
const SLACK_MS = 2 * 60_000;

/** Whether the account's own list still has the post; null when the list is too long to tell. @throws GraphFailure */
export async function isListed(question: Question): Promise<boolean | null> {
  const { graph, access, post, product } = question;
  const list = product === "STORY" ? listStories : listMedia;
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const sinceAt = post.publishedAt - SLACK_MS;
    const { items, nextAfter } = await list(graph, access, { sinceAt, limit: PAGE, after });
    if (items.some(({ igMediaId }) => igMediaId === post.igMediaId)) return true;
    if (nextAfter === null) return false;
    after = nextAfter;
  }
  return null;
}
