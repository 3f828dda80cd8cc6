import {
  AFTERWORK_CHECKPOINTS,
  CHECKPOINTS,
} from "../../electron/features/publishing/checkpoints.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import type { Rule } from "./world.ts";

/** A named moment of a post's way, and what sort of post comes there. */
export type Moment = {
  readonly at: string;
  readonly format: PostFormat;
  /** Without these it does not come there: steps of reconcile follow an outcome that nobody knows. */
  readonly rules: readonly Rule[];
  readonly hasAfterwork: boolean;
  /** How it is told in a table. */
  readonly name: string;
};

export const UNHEARD: Rule = { on: "publish", nth: 1, effect: { kind: "drop", acts: true } };
export const UNSENT: Rule = { on: "publish", nth: 1, effect: { kind: "drop", acts: false } };

/** Between two steps of the app: before anything is done, and when a call has been answered but nothing of it is written down. */
const BETWEEN = ["scheduled", "answered.post.media"];

function formatOf(at: string): PostFormat {
  if (at.includes("child")) return "carousel";
  return at.includes("upload") ? "reel" : "image";
}

function momentsAt(at: string): readonly Moment[] {
  const format = formatOf(at);
  const hasAfterwork = at.startsWith("afterwork");
  const moment = { at, format, rules: [], hasAfterwork, name: at };
  if (!/reconcile|verdict/.test(at)) return [moment];
  return [
    { ...moment, rules: [UNHEARD], name: `${at}, published` },
    { ...moment, rules: [UNSENT], name: `${at}, not published` },
  ];
}

/** Every one. */
export const MOMENTS: readonly Moment[] = [
  ...BETWEEN,
  ...CHECKPOINTS,
  ...AFTERWORK_CHECKPOINTS,
].flatMap(momentsAt);

/** One or two of each step: host, create, children, upload, poll, intent, publish, reconcile, permalink, afterwork. */
const STEPS = [
  "scheduled",
  "publish.rendered",
  "publish.container-requested",
  "publish.child-stored",
  "publish.upload-half",
  "publish.container-stored",
  "publish.probed",
  "publish.intent-committed",
  "publish.publish-sent",
  "publish.reconcile-read",
  "publish.result-committed",
  "afterwork.comment-written-down",
];
export const STEP_MOMENTS = MOMENTS.filter(({ at }) => STEPS.includes(at));

/** By the order of the path, where a moment stands. */
export function placeOf(at: string): number {
  return MOMENTS.findIndex((moment) => moment.at === at);
}

/** Moments before the publish call is promised. */
export function isBeforeIntent({ at }: Moment): boolean {
  return placeOf(at) < placeOf("publish.intent-committed");
}

/** A call to Instagram, and the moment right before it. */
export type CallMoment = Moment & { readonly on: Rule["on"] };

const CALLS: readonly (readonly [on: Rule["on"], at: string])[] = [
  ["create", "publish.container-requested"],
  ["create", "publish.child-requested"],
  ["create", "publish.children-ready"],
  ["upload", "publish.container-stored"],
  ["read-container", "publish.container-stored"],
  ["limit", "publish.ready"],
  ["list-media", "publish.quota-read"],
  ["publish", "publish.intent-committed"],
  ["read-container", "publish.publish-sent"],
  ["list-media", "publish.reconcile-read"],
  ["read-media", "publish.result-committed"],
  ["list-comments", "publish.done"],
  ["comment", "afterwork.comment-written-down"],
  ["switch-comments", "afterwork.comment-stored"],
];

/** Every call of the path: where it can be met by something on its way. */
export const CALL_MOMENTS: readonly CallMoment[] = CALLS.flatMap(([on, at]) =>
  // After the publish call, the container is read only when nobody knows of its outcome.
  momentsAt(at === "publish.publish-sent" ? "publish.reconcile-read" : at).map((moment) => ({
    ...moment,
    at,
    on,
    format: on === "upload" ? "reel" : at === "publish.children-ready" ? "carousel" : moment.format,
    hasAfterwork: /comment/.test(on),
    name: `${on} after ${moment.name.replace("publish.reconcile-read", at)}`,
  })),
);

export function callsOn(...on: readonly Rule["on"][]): readonly CallMoment[] {
  return CALL_MOMENTS.filter((moment) => on.includes(moment.on));
}
