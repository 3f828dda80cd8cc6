import type { LedgerEntry } from "../../electron/practice/ledger.ts";
import type { SeenCall } from "../../electron/practice/seen.ts";
import { FIRST_COMMENT } from "./data-folder.ts";
import { isAtRest, type Stand } from "./publication.ts";

/** What one run came to. The platform's ledger decides; the app is only asked whether it knows. */
export type Outcome = {
  /** Posts too many. */
  readonly duplicates: number;
  /** 1 when the post is not out, or when it is and the app did not come to know it. */
  readonly lost: number;
  /** Publish calls that reached the platform, carried out or not. */
  readonly calls: number;
  /** The app's last state. */
  readonly state: string;
  /** Broken promises other than those two, in words. */
  readonly faults: readonly string[];
};

export type Evidence = {
  readonly caption: string;
  /** Its first comment and switched-off comments are owed too. */
  readonly hasAfterwork?: boolean | undefined;
  readonly stand: Stand;
  readonly ledger: readonly LedgerEntry[];
  readonly seen: readonly Pick<SeenCall, "endpoint" | "creationId">[];
};

/** Holds the app's word against the ledger, and its history against the calls that arrived (reliability: I1, I3, I4). */
export function judgeRun(evidence: Evidence): Outcome {
  const { caption, stand, ledger, seen } = evidence;
  const posts = postsOf(ledger, caption);
  const containers = new Set(
    ledger.flatMap((entry) =>
      entry.kind === "container" && entry.caption === caption ? [entry.containerId] : [],
    ),
  );
  const calls = seen.filter(
    ({ endpoint, creationId }) => endpoint === "publish" && containers.has(creationId ?? ""),
  ).length;
  const intents = stand.attempts.filter((line) => line === "publish:intent").length;
  const isKnown = stand.state === "published" && posts.includes(stand.igMediaId ?? "");
  return {
    duplicates: Math.max(0, posts.length - 1),
    lost: posts.length > 0 && isKnown ? 0 : 1,
    calls,
    state: stand.state,
    faults: [
      ...(isAtRest(stand) ? [] : ["it did not come to rest"]),
      ...(calls > intents ? [`${calls} calls after ${intents} intents`] : []),
      ...(hasVerdictBetween(stand.attempts) ? [] : ["a second intent without a verdict"]),
      ...(evidence.hasAfterwork && isKnown ? owedAfterwork(ledger, posts) : []),
    ],
  };
}

/** What is not as it should be under a post that is out: one first comment by the ledger, and no more comments taken. */
export function owedAfterwork(
  ledger: readonly LedgerEntry[],
  posts: readonly string[],
): readonly string[] {
  const comments = ledger.filter(
    (entry) =>
      entry.kind === "comment" && entry.text === FIRST_COMMENT && posts.includes(entry.mediaId),
  ).length;
  const isClosed = ledger.some(
    (entry) => entry.kind === "comment-switch" && !entry.isEnabled && posts.includes(entry.mediaId),
  );
  return [
    ...(comments === 1 ? [] : [`${comments} first comments`]),
    ...(isClosed ? [] : ["comments are not switched off"]),
  ];
}

/** The posts with these words that the platform itself says it has published through its API. */
export function postsOf(ledger: readonly LedgerEntry[], caption: string): readonly string[] {
  return ledger.flatMap((entry) =>
    entry.kind === "publish" && entry.caption === caption ? [entry.mediaId] : [],
  );
}

/** No second intent before it is written down what became of the first (reliability: I4). */
export function hasVerdictBetween(attempts: readonly string[]): boolean {
  let isOpen = false;
  for (const line of attempts) {
    if (line === "publish:intent" && isOpen) return false;
    if (line === "publish:intent") isOpen = true;
    if (line === "verdict:ok") isOpen = false;
  }
  return true;
}
