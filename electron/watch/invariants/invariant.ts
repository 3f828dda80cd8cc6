import type { Db } from "../../db/db.ts";

/** better-sqlite3's own connection; reading is enough. */
export type Client = Db["$client"];

/** One promise of the publishing engine, as far as the rows of a database can show it (reliability notes, 1.4: I1 to I12). */
export type Invariant = {
  /** Which of the twelve. */
  readonly number: `I${number}`;
  readonly name: string;
  /** The promise in plain words. */
  readonly says: string;
  /** The ids of the rows that break it, each once; none on a healthy database. */
  readonly find: (client: Client) => readonly string[];
};

/** A promise whose breaches one query finds: it selects the offending rows' ids. */
export function bySql(about: Omit<Invariant, "find">, sql: string): Invariant {
  return { ...about, find: (client) => client.prepare<[], string>(sql).pluck().all() };
}

/** States that only the app can move. */
export const MOVING =
  "('scheduled', 'preparing', 'media-ready', 'creating-container', 'processing', 'ready', 'publishing', 'outcome-unknown')";

/** Lines of the history about the publish call: the promise to make it, and what is known of it since. */
export const IS_INTENT = "(step = 'publish' and outcome = 'intent')";
export const IS_SETTLED = "(step = 'verdict' or (step = 'publish' and outcome = 'ok'))";
