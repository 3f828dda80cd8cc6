import type {
  Afterwork,
  AuditLine,
  Publication,
  PublicationState,
} from "../../../shared/contract/publishing.ts";
import { formatDuration } from "../../lib/format.ts";

const ON_TIME_MS = 2 * 60_000;

/** `on time`, or by how much it was late. Two minutes count as on time. */
export function formatLateness(lateByMs: number | null): string {
  if (lateByMs === null) return "";
  return lateByMs <= ON_TIME_MS ? "on time" : `${formatDuration(lateByMs)} late`;
}

/** The four steps she sees of a publication under way, and which of them the state is at. */
export const STEPS = [
  "Picture ready",
  "Instagram has it",
  "Publishing",
  "Seen on the profile",
] as const;

const STEP_OF: Readonly<Partial<Record<PublicationState, number>>> = {
  preparing: 0,
  "media-ready": 1,
  "creating-container": 1,
  processing: 1,
  ready: 2,
  publishing: 2,
  "outcome-unknown": 3,
  published: 4,
};

export function stepOf(state: PublicationState): number {
  return STEP_OF[state] ?? 0;
}

const WAITS: Readonly<Record<NonNullable<Publication["waitReason"]>, string>> = {
  offline: "Waiting for the network.",
  login: "Waiting until you log in again.",
  account: "Instagram holds the account back. Mend it under Accounts and resume it there.",
  quota: "Instagram's daily number of posts is used up; it goes on when the day's window frees.",
  "rate-limit": "Instagram asked for a pause between calls.",
  disk: "The disk is full. Free some space and it goes on.",
  "media-host": "The media host does not answer; trying again.",
  paused: "Publishing is paused.",
  pacing:
    "Several posts are late: they go out one by one, as far apart as the account’s pace says.",
  settling: "Asking Instagram what happened before anything is done.",
  retry: "Trying again shortly.",
};

/** Why a publication stands still for now, in a sentence; undefined while it moves. */
export function waitSentence(reason: Publication["waitReason"]): string | undefined {
  return reason === null ? undefined : WAITS[reason];
}

const ATTEMPTS: Readonly<Record<string, string>> = {
  "prepare-picture": "Picture made ready",
  "host-media": "Picture made reachable for Instagram",
  "create-container": "Sent to Instagram, not public yet",
  "read-container": "Asked whether Instagram is ready",
  "read-clock": "Compared clocks",
  "read-quota": "Asked how many posts are left today",
  "before-publish": "Looked whether it is there already",
  publish: "Publish",
  "list-media": "Looked at the profile",
  "read-permalink": "Link read",
  "first-comment": "First comment",
  "comments-off": "Comments switched off",
  verdict: "Verdict",
  answer: "Your answer",
  restore: "Checked after a restored backup",
};

/** What a step of the attempt log is called. */
export function attemptWords(step: string): string {
  return ATTEMPTS[step] ?? step.replaceAll("-", " ");
}

const DEEDS: Readonly<Record<string, string>> = {
  schedule: "You scheduled it",
  edit: "You changed it",
  unschedule: "You took it out of the queue",
  freeze: "The app froze what is sent",
  publish: "The app began to publish",
  published: "Published",
  identified: "The app found it on the profile",
  "not-published": "The app proved that it is not out",
  "outcome-unknown": "The app could not tell whether it is out",
  ask: "The app asked you",
  missed: "Too late: the app left it to you",
  fail: "It could not go out",
  "say-live": "You said that it is live",
  "say-not-live": "You said that it is not live",
  drop: "You let it be",
};

/** What a line of the audit log tells. */
export function auditWords({ who, action }: Pick<AuditLine, "who" | "action">): string {
  return DEEDS[action] ?? `${who === "you" ? "You" : "The app"}: ${action}`;
}

const AFTERWORKS: Readonly<
  Record<Afterwork["kind"], Readonly<Record<Afterwork["state"], string>>>
> = {
  "first-comment": {
    waiting: "First comment not placed yet",
    done: "First comment placed",
    "given-up": "First comment not placed",
  },
  "comments-off": {
    waiting: "Comments not switched off yet",
    done: "Comments off",
    "given-up": "Comments not switched off",
  },
};

/** How something stands that follows publishing. */
export function afterworkWords({ kind, state }: Pick<Afterwork, "kind" | "state">): string {
  return AFTERWORKS[kind][state];
}
