import {
  AFTERWORK_CHECKPOINTS,
  CHECKPOINTS,
} from "../../electron/features/publishing/checkpoints.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import type { FaultScript } from "../../electron/practice/faults.ts";

type Rules = FaultScript["rules"];
type Effect = Rules[number]["effect"];

/** Where the main process dies, and what has to go wrong before so that it comes there. */
export type Point = {
  /** As `DEFEAH_CRASH_AT` takes it: a step of the publish path, `:2` for the second time it is passed. */
  readonly at: string;
  /** What is published, in turn: a step of uploads needs a video, one of children a carousel. */
  readonly formats: readonly PostFormat[];
  /** One of these per run, in turn. */
  readonly faults: readonly { readonly name: string; readonly rules: Rules }[];
};

function firstPublish(name: string, effect: Effect): Point["faults"][number] {
  return { name, rules: [{ on: "publish", nth: 1, effect }] };
}

export const NO_FAULT: Point["faults"][number] = { name: "none", rules: [] };
const UNHEARD = firstPublish("published, answer lost", { kind: "drop", acts: true });
const UNSENT = firstPublish("lost before it was carried out", { kind: "drop", acts: false });

/** The same of the first comment. */
const UNHEARD_COMMENT: Point["faults"][number] = {
  name: "comment written, answer lost",
  rules: [{ on: "comment", nth: 1, effect: { kind: "drop", acts: true } }],
};
const UNSENT_COMMENT: Point["faults"][number] = {
  name: "comment lost before it was written",
  rules: [{ on: "comment", nth: 1, effect: { kind: "drop", acts: false } }],
};

const EITHER: readonly PostFormat[] = ["image", "carousel"];

function formatsOf(step: string): readonly PostFormat[] {
  if (step.includes("child")) return ["carousel"];
  return step.includes("upload") ? ["reel"] : EITHER;
}

/** Every step. Those of reconcile are passed only after an outcome that nobody knows. */
export const POINTS: readonly Point[] = [
  ...CHECKPOINTS.map((at) => ({
    at,
    formats: formatsOf(at),
    faults: /reconcile|verdict/.test(at) ? [UNHEARD, UNSENT] : [NO_FAULT],
  })),
  ...AFTERWORK_CHECKPOINTS.map((at) => ({ at, formats: EITHER, faults: [NO_FAULT] })),
  // The look for a comment that nobody answered for.
  { at: "afterwork.comment-looked:2", formats: EITHER, faults: [UNHEARD_COMMENT, UNSENT_COMMENT] },
  { at: "afterwork.comment-written-down:2", formats: EITHER, faults: [UNSENT_COMMENT] },
  // The second item of a carousel: the first one's container stands already.
  { at: "publish.child-stored:2", formats: ["carousel"], faults: [NO_FAULT] },
  // The second look, and the second call after a proof that the first was not carried out.
  { at: "publish.reconcile-read:2", formats: EITHER, faults: [UNHEARD, UNSENT] },
  { at: "publish.reconcile-scanned:2", formats: EITHER, faults: [UNHEARD, UNSENT] },
  { at: "publish.intent-committed:2", formats: EITHER, faults: [UNSENT] },
  { at: "publish.publish-sent:2", formats: EITHER, faults: [UNSENT] },
];

/** What can become of the publish call (reliability: the fault matrix, rows 10 to 16). */
export const PUBLISH_FAULTS: readonly Point["faults"][number][] = [
  firstPublish("dropped after acting", { kind: "drop", acts: true }),
  firstPublish("dropped before acting", { kind: "drop", acts: false }),
  firstPublish("500 after acting", { kind: "server-error", acts: true }),
  firstPublish("500 without acting", { kind: "server-error", acts: false }),
  firstPublish("502 after acting", { kind: "server-error", acts: true, status: 502 }),
  firstPublish("4/2207051 after acting", {
    kind: "error",
    acts: true,
    code: 4,
    subcode: 2207051,
    status: 403,
  }),
  firstPublish("empty 200 after acting", { kind: "empty", acts: true }),
  firstPublish("half of a 200 after acting", { kind: "truncated", acts: true }),
  firstPublish("never answered, acted", { kind: "half-open", acts: true }),
  firstPublish("never answered, not acted", { kind: "half-open", acts: false }),
];

/** The line goes dead while the platform publishes: `lane.ts` stalls the proxy while the call is held here. */
export const DEAD_LINE = "dead-line";
export const DEAD_LINE_FAULT = firstPublish("half-open line while it is carried out", {
  kind: "hold",
  name: DEAD_LINE,
  acts: true,
});

/** For kills at any moment: half of them meet a lost answer, so that the moments of reconcile are met too. */
export const RANDOM_FAULTS = [NO_FAULT, UNHEARD, NO_FAULT, UNSENT];
/** Not as many as faults, so that each meets each. Stories have no words to know them by in the ledger. */
export const RANDOM_FORMATS: readonly PostFormat[] = ["image", "carousel", "reel"];
