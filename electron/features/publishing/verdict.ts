import type { Candidate, Evidence } from "./evidence.ts";

/** What one round of reconcile saw: how the container stands (`none`: there is none to ask), and which posts may be ours. */
export type Reading = {
  readonly container: "PUBLISHED" | "FINISHED" | "IN_PROGRESS" | "EXPIRED" | "ERROR" | "none";
  readonly matches: readonly Candidate[];
};

export type Verdict =
  | { readonly kind: "published"; readonly post: Candidate }
  /** It is out; which of the account's posts it is, the listing does not say yet. */
  | { readonly kind: "published-somewhere" }
  | { readonly kind: "not-published"; readonly container: "same" | "new" }
  /** Hers to decide. */
  | { readonly kind: "ask"; readonly candidates: readonly Candidate[] }
  | { readonly kind: "look-again"; readonly evidence: Evidence };

/** A clean look is needed twice, a settle time apart: the platform's listing lags behind its deeds. */
const CLEAN_LOOKS = 2;
/** Container and listing may disagree for a moment, not for this many looks. */
const CONFLICTS = 3;

/** What a reading proves, after reliability notes 1.3 "Reconcile procedure". Pure; `look-again` carries what to remember. */
export function judge(before: Evidence, reading: Reading): Verdict {
  const evidence: Evidence = {
    ...before,
    rounds: before.rounds + 1,
    containerSaid: reading.container,
    blindSinceAt: null,
    blindReads: 0,
  };
  if (reading.matches.length > 1) return { kind: "ask", candidates: reading.matches };
  const [match] = reading.matches;
  if (reading.container === "PUBLISHED") return judgePublished(evidence, match);
  if (reading.container === "IN_PROGRESS")
    return lookAgain({ ...evidence, cleanLooks: 0, candidateId: null });
  if (match) return judgeContradiction(evidence, reading, match);
  const cleanLooks = before.containerSaid === reading.container ? before.cleanLooks + 1 : 1;
  if (cleanLooks >= CLEAN_LOOKS)
    return {
      kind: "not-published",
      container: reading.container === "FINISHED" ? "same" : "new",
    };
  return lookAgain({ ...evidence, cleanLooks, candidateId: null });
}

function judgePublished(evidence: Evidence, match: Candidate | undefined): Verdict {
  if (!match) return { kind: "published-somewhere" };
  if (evidence.candidateId === match.igMediaId) return { kind: "published", post: match };
  return lookAgain({ ...evidence, cleanLooks: 0, candidateId: match.igMediaId });
}

/** The container says no, or there is none, and yet a post of these words is there. */
function judgeContradiction(evidence: Evidence, reading: Reading, match: Candidate): Verdict {
  const isSeenTwice = evidence.candidateId === match.igMediaId;
  if (reading.container === "none" && isSeenTwice) return { kind: "published", post: match };
  const conflicts = evidence.conflicts + 1;
  if (conflicts >= CONFLICTS) return { kind: "ask", candidates: [match] };
  return lookAgain({ ...evidence, conflicts, cleanLooks: 0, candidateId: match.igMediaId });
}

function lookAgain(evidence: Evidence): Verdict {
  return { kind: "look-again", evidence };
}
