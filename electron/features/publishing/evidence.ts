import { z } from "zod";
import { AccountTrouble } from "../../../shared/contract/accounts.ts";

/** A post on the account that may be this publication. */
export const Candidate = z.object({
  igMediaId: z.string(),
  permalink: z.string().nullable(),
  postedAt: z.int(),
});
export type Candidate = z.infer<typeof Candidate>;

const count = z.int().nonnegative().catch(0);
const instant = z.int().nullable().catch(null);

/** What the publisher keeps between its steps. Each part is read by itself: an old row lacks the newer ones. */
const Schema = z.object({
  /** Failures since the last step forward. */
  tries: count,
  /** Looks at the container that stands now, and containers made so far. */
  polls: count,
  containers: count,
  /** Where the video of the one container goes, until all of its bytes are there. */
  uploadUri: z.string().nullable().catch(null),
  /** The platform does not take uploads of this login: its videos are fetched from the media host. */
  isUploadRefused: z.boolean().catch(false),
  /** How often in a row a file was gone when it was to be sent. */
  lostFiles: count,
  /** When the container was last read as FINISHED, by this computer's clock. */
  finishedAt: instant,
  /** The server's clock when the newest intent was written: where the window of our post begins. */
  intentServerAt: instant,
  /** Rounds of reconcile, and what the container said in the last one. */
  rounds: count,
  containerSaid: z.string().nullable().catch(null),
  /** Looks in a row that agreed on "nothing out there"; looks that found a post although the container says no. */
  cleanLooks: count,
  conflicts: count,
  /** The single match of the last listing, waiting for a second one. */
  candidateId: z.string().nullable().catch(null),
  /** Reads that told nothing, since when and how many. */
  blindSinceAt: instant,
  blindReads: count,
  candidates: z.array(Candidate).catch([]),
  /** Posts with the same words that are known not to be this one. */
  excludedIds: z.array(z.string()).catch([]),
  permalinkTries: count,
  identifyUntilAt: instant,
  /** What Instagram said of the account over a publish call whose end is not proved yet. */
  heldBackFor: AccountTrouble.omit({ sinceAt: true }).nullable().catch(null),
  /** In the queue when its post was removed: restoring the post puts it back. */
  wasQueued: z.boolean().catch(false),
});
export type Evidence = z.infer<typeof Schema>;

export const NO_EVIDENCE: Evidence = Schema.parse({});

/** Reads a row's evidence; what cannot be read counts as not there. */
export function parseEvidence(json: string): Evidence {
  return Schema.parse(JSON.parse(json));
}

/** What a new look at the outcome starts from: the counts of the last one prove nothing any more. */
export function freshLook(evidence: Evidence): Evidence {
  return {
    ...evidence,
    tries: 0,
    rounds: 0,
    containerSaid: null,
    cleanLooks: 0,
    conflicts: 0,
    candidateId: null,
    blindSinceAt: null,
    blindReads: 0,
    candidates: [],
  };
}
