import type { z } from "zod";
import type { analytics, PostReadings, Reading } from "../../../shared/contract/analytics.ts";
import { AppError } from "../../../shared/result.ts";
import { titleOf } from "../../../shared/rules/title.ts";
import type { Db } from "../../db/db.ts";
import type { JobKind } from "../../jobs/runner.ts";
import type { Ports } from "../../ports.ts";
import type { PublicationRow } from "../publishing/tables.ts";
import { listFigures, listReadings, listReadPosts, type ReadPostRow } from "./queries.ts";
import { READING_JOB, Readings, type ReadingsDeps } from "./readings.ts";
import { toReading } from "./view.ts";

type Input<R extends keyof typeof analytics> = z.output<(typeof analytics)[R]["input"]>;

export type AnalyticsDeps = ReadingsDeps & { readonly ports: Pick<Ports, "network"> };

/** Her own archive of what Instagram tells of her posts: it forgets, this does not. */
export class AnalyticsService {
  private readonly deps: AnalyticsDeps;
  private readonly taking: Readings;
  private stopListening: () => void = () => {};

  constructor(deps: AnalyticsDeps) {
    this.deps = deps;
    this.taking = new Readings(deps);
    deps.accounts.followedBy({
      mended: () => this.taking.wake(["login", "account", "permission"]),
    });
  }

  /** What the runner runs for this feature. */
  get jobKinds(): Readonly<Record<string, JobKind>> {
    return { [READING_JOB]: this.taking };
  }

  /** Before the runner starts. */
  start(): void {
    this.taking.recover();
    this.stopListening = this.deps.ports.network.onChange((isOnline) => {
      if (isOnline) this.taking.wake(["offline"]);
    });
  }

  stop(): void {
    this.stopListening();
  }

  clockJumped(): void {
    this.taking.clockJumped();
  }

  /** A post is out and its id is known: its readings are planned in the same transaction. */
  plan(tx: Db, row: PublicationRow): void {
    this.taking.plan(tx, row);
  }

  /** A publication's readings, youngest age first; none until it is out. */
  readings({ id, publishedAt }: Pick<PublicationRow, "id" | "publishedAt">): Reading[] {
    return publishedAt === null ? [] : this.readingsOf([{ id, publishedAt }])(id);
  }

  posts({ accountId, fromAt, toAt, cursor, limit }: Input<"posts">) {
    const before = parseCursor(cursor);
    const span = { accountId, fromAt, toAt, before, limit: limit + 1 };
    const rows = listReadPosts(this.deps.db, span);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const readings = this.readingsOf(page);
    return {
      posts: page.map((row) => toPost(row, readings(row.id))),
      nextCursor: rows.length > limit && last ? `${last.publishedAt} ${last.id}` : null,
    };
  }

  private readingsOf(posts: readonly { readonly id: string; readonly publishedAt: number }[]) {
    const ids = posts.map(({ id }) => id);
    const rows = Map.groupBy(listReadings(this.deps.db, ids), (row) => row.publicationId);
    const figures = Map.groupBy(listFigures(this.deps.db, ids), (row) => row.publicationId);
    const times = new Map(posts.map(({ id, publishedAt }) => [id, publishedAt]));
    return (id: string): Reading[] =>
      (rows.get(id) ?? []).map((row) =>
        toReading(row, figures.get(id) ?? [], times.get(id) ?? row.dueAt),
      );
  }
}

function toPost(row: ReadPostRow, readings: Reading[]): PostReadings {
  const { id: publicationId, postId, format, permalink, publishedAt } = row;
  const title = titleOf(row.caption, row.mediaName);
  const thumbnail = row.mediaId === null ? null : `app-media://media/${row.mediaId}/thumbnail`;
  return { publicationId, postId, title, format, thumbnail, permalink, publishedAt, readings };
}

/** `<publishedAt> <id>` of the last row shown. @throws AppError `invalid-input` */
function parseCursor(cursor: string | undefined): readonly [number, string] {
  if (cursor === undefined) return [Number.MAX_SAFE_INTEGER, ""];
  const [, publishedAt, id] = /^(\d{1,16}) (.+)$/.exec(cursor) ?? [];
  if (publishedAt === undefined || id === undefined)
    throw new AppError("invalid-input", "That page does not exist.");
  return [Number(publishedAt), id];
}
