import { dirname } from "node:path";
import Database from "better-sqlite3";
import { hasVerdictBetween, owedAfterwork, postsOf } from "../crash/outcome.ts";
import { readBroken } from "../crash/publication.ts";
import { standOf } from "./life.ts";
import type { Play, World } from "./world.ts";

/** What became of one post, by the platform's ledger and the app's database. */
export type Played = {
  readonly caption: string;
  readonly duplicates: number;
  /** 1: out and not known to be, not out and taken for it, or without an end. */
  readonly lost: number;
  /** The app's last state. */
  readonly state: string;
  /** Posts the platform has made of it. */
  readonly out: number;
  /** Publish calls that arrived. */
  readonly calls: number;
  /** Strikes whose moment did not come. */
  readonly unmet: readonly string[];
  /** Broken promises other than those, in words. */
  readonly faults: readonly string[];
};

export function judge(world: World, { hasAfterwork }: Play): Played {
  const { caption, publicationId, practice, life } = world;
  const ledger = practice.ledger();
  // As it was, or as she changed it in the meantime.
  const captions = [caption, `${caption}, green`];
  const posts = captions.flatMap((words) => postsOf(ledger, words));
  const db = new Database(life.ports.paths.database, { readonly: true });
  const { state, igMediaId } = standOf(db, publicationId);
  const attempts = db
    .prepare<[string], string>(
      "select step || ':' || outcome from attempt where publication_id = ? order by rowid",
    )
    .pluck()
    .all(publicationId);
  db.close();
  const containers = new Set(
    ledger.flatMap((entry) =>
      entry.kind === "container" && captions.includes(entry.caption ?? "")
        ? [entry.containerId]
        : [],
    ),
  );
  const calls = practice
    .seen()
    .filter((call) => call.endpoint === "publish" && containers.has(call.creationId ?? "")).length;
  const isTrue = posts.length > 0 ? knows(state, igMediaId, posts) : state !== "published";
  const isEnd = life.isAtRest(world);
  return {
    caption,
    duplicates: Math.max(0, posts.length - 1),
    lost: isTrue && isEnd ? 0 : 1,
    state: isEnd ? state : `${state}, not at rest`,
    out: posts.length,
    calls,
    unmet: world.unmet,
    faults: [
      ...(hasVerdictBetween(attempts) ? [] : ["a second intent without a verdict"]),
      ...readBroken(dirname(life.ports.paths.database)),
      ...(hasAfterwork && state === "published" ? owedAfterwork(ledger, posts) : []),
    ],
  };
}

/** A live post is known to be live, or asked about: never shown as failed, missed or dropped. */
function knows(state: string, igMediaId: string | null, posts: readonly string[]): boolean {
  if (state === "needs-you") return true;
  return state === "published" && (igMediaId === null || posts.includes(igMediaId));
}
