import type { PublicationState } from "../../../shared/contract/publishing.ts";

/**
 * The life of one publication, without clock, network or database. Each state is written before the call it describes,
 * so that after a crash the row says what may have happened out there.
 */
export type Life = {
  readonly state: PublicationState;
  readonly containerId: string | null;
  /** A publish call may have been made, and no verdict on it is recorded. No second one while this is true. */
  readonly isIntentOpen: boolean;
  readonly igMediaId: string | null;
};

/** What the publisher does next for a publication. `publishing` leads to `reconcile`: whoever finds it did not send it. */
export type Call =
  | "claim"
  | "prepare"
  | "create-container"
  | "poll-container"
  | "publish"
  | "reconcile"
  | "identify";

export type Fact =
  | { readonly fact: "claimed" }
  | { readonly fact: "media-prepared" }
  /** A prepared file is gone from this computer: it is made anew. */
  | { readonly fact: "media-lost" }
  | { readonly fact: "container-asked" }
  | { readonly fact: "container-created"; readonly containerId: string }
  | { readonly fact: "container-finished" }
  | { readonly fact: "container-lost" }
  /** She changed the post: what was made of it so far is dropped. */
  | { readonly fact: "content-changed" }
  | { readonly fact: "intent" }
  | { readonly fact: "accepted"; readonly igMediaId: string }
  | { readonly fact: "not-executed"; readonly isProcessing: boolean }
  | { readonly fact: "outcome-lost" }
  /** Something may be out there that no open intent speaks of: a retry after an old call, a restored backup. */
  | { readonly fact: "doubted" }
  | { readonly fact: "seen-published"; readonly igMediaId: string | null }
  | { readonly fact: "proved-unpublished"; readonly container: "same" | "new" }
  | { readonly fact: "undecidable" }
  | { readonly fact: "identified"; readonly igMediaId: string }
  | { readonly fact: "too-late" }
  | { readonly fact: "refused" }
  | { readonly fact: "cancelled" }
  | { readonly fact: "scheduled-again" }
  /** Her word, which counts as the verdict. */
  | { readonly fact: "said-live"; readonly igMediaId: string }
  | { readonly fact: "said-not-live" }
  | { readonly fact: "dropped" };

/** Before anything of it can be out there. */
const BEFORE_INTENT = [
  "scheduled",
  "preparing",
  "media-ready",
  "creating-container",
  "processing",
  "ready",
] as const satisfies readonly PublicationState[];
const STOPPED = ["missed", "failed", "cancelled"] as const satisfies readonly PublicationState[];

/** From which states each fact may come. `published` is in none but its own two: it is absorbing. */
const FROM: Readonly<Record<Fact["fact"], readonly PublicationState[]>> = {
  claimed: ["scheduled"],
  "media-prepared": ["preparing"],
  "media-lost": ["media-ready", "creating-container", "processing"],
  "container-asked": ["media-ready", "creating-container"],
  "container-created": ["creating-container"],
  "container-finished": ["processing"],
  "container-lost": ["processing", "ready"],
  "content-changed": BEFORE_INTENT,
  intent: ["ready"],
  accepted: ["publishing"],
  "not-executed": ["publishing"],
  "outcome-lost": ["publishing"],
  doubted: [...BEFORE_INTENT, ...STOPPED, "needs-you"],
  "seen-published": ["outcome-unknown"],
  "proved-unpublished": ["outcome-unknown"],
  undecidable: ["outcome-unknown", "ready"],
  identified: ["published"],
  "too-late": BEFORE_INTENT,
  refused: BEFORE_INTENT,
  cancelled: [...BEFORE_INTENT, ...STOPPED],
  "scheduled-again": [...BEFORE_INTENT, ...STOPPED],
  "said-live": ["needs-you"],
  "said-not-live": ["needs-you"],
  dropped: ["needs-you"],
};

const NEXT: Readonly<Record<PublicationState, Call | undefined>> = {
  scheduled: "claim",
  preparing: "prepare",
  "media-ready": "create-container",
  "creating-container": "create-container",
  processing: "poll-container",
  ready: "publish",
  publishing: "reconcile",
  "outcome-unknown": "reconcile",
  published: "identify",
  "needs-you": undefined,
  missed: undefined,
  failed: undefined,
  cancelled: undefined,
};

/** What to do next; undefined when there is nothing left to do, or only she can move it. */
export function nextCall(life: Life): Call | undefined {
  return NEXT[life.state];
}

/** Whether this fact can come now. */
export function canApply(life: Life, fact: Fact): boolean {
  if (!FROM[fact.fact].includes(life.state)) return false;
  if (fact.fact === "intent") return !life.isIntentOpen && life.containerId !== null;
  if (fact.fact === "identified") return life.igMediaId === null;
  if (fact.fact === "proved-unpublished")
    return life.isIntentOpen && (fact.container === "new" || life.containerId !== null);
  // What may be out there is never thrown away, put off or sent anew without a verdict.
  const isClosing = ["scheduled-again", "too-late", "refused", "cancelled", "content-changed"];
  return !(life.isIntentOpen && isClosing.includes(fact.fact));
}

/** The life after a fact. @throws Error for a fact that cannot come now: a bug, or a claim that was lost. */
export function apply(life: Life, fact: Fact): Life {
  if (!canApply(life, fact))
    throw new Error(
      `${fact.fact} cannot come while ${life.state}${life.isIntentOpen ? " with an open intent" : ""}`,
    );
  return { ...life, ...changeOf(fact) };
}

const DROPPED = { containerId: null } as const;
const CLOSED = { isIntentOpen: false } as const;

/** Where each fact leads, but for what the fact itself brings. */
const TO: Readonly<Record<Fact["fact"], Partial<Life>>> = {
  claimed: { state: "preparing", ...DROPPED },
  "media-prepared": { state: "media-ready" },
  "media-lost": { state: "preparing", ...DROPPED },
  "container-asked": { state: "creating-container", ...DROPPED },
  "container-created": { state: "processing" },
  "container-finished": { state: "ready" },
  "container-lost": { state: "preparing", ...DROPPED },
  "content-changed": { state: "scheduled", ...DROPPED },
  intent: { state: "publishing", isIntentOpen: true },
  accepted: { state: "published", ...CLOSED },
  "not-executed": { state: "ready", ...CLOSED },
  "outcome-lost": { state: "outcome-unknown" },
  doubted: { state: "outcome-unknown", isIntentOpen: true },
  "seen-published": { state: "published", ...CLOSED },
  "proved-unpublished": { state: "ready", ...CLOSED },
  undecidable: { state: "needs-you" },
  identified: { state: "published" },
  "too-late": { state: "missed" },
  refused: { state: "failed" },
  cancelled: { state: "cancelled" },
  "scheduled-again": { state: "scheduled", ...DROPPED },
  "said-live": { state: "published", ...CLOSED },
  "said-not-live": { state: "scheduled", ...DROPPED, ...CLOSED },
  // The intent stays open: nobody knows, so nothing of this publication is ever sent again.
  dropped: { state: "cancelled" },
};

function changeOf(fact: Fact): Partial<Life> {
  const change = TO[fact.fact];
  if ("igMediaId" in fact) return { ...change, igMediaId: fact.igMediaId };
  if (fact.fact === "container-created") return { ...change, containerId: fact.containerId };
  if (fact.fact === "not-executed" && fact.isProcessing) return { ...change, state: "processing" };
  if (fact.fact === "proved-unpublished" && fact.container === "new")
    return { ...change, state: "scheduled", ...DROPPED };
  return change;
}
