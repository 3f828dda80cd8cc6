import type { AccountTrouble } from "../../../shared/contract/accounts.ts";
import type { Problem, WaitReason } from "../../../shared/contract/publishing.ts";
import type { Check } from "../../../shared/rules/check.ts";
import type { GraphFailure } from "../../graph/failure.ts";

/** Every sentence about what stands in a publication's way: what happened, what to do, one button. */
const none = { code: null, raw: null } as const;

/** The platform said no. */
export function refusedByPlatform(failure: GraphFailure): Problem {
  return {
    what: failure.what,
    code: failure.label,
    todo: failure.todo,
    button: buttonFor(failure),
    raw: failure.raw === "" ? null : failure.raw,
  };
}

function buttonFor(failure: GraphFailure): Problem["button"] {
  if (failure.kind === "auth") return "reconnect";
  return failure.action === "fix-content" ? "edit" : "retry";
}

/** A rule of the checklist is broken now, though it was not when she scheduled it. */
export function brokenRules(broken: readonly Check[]): Problem {
  return {
    ...none,
    what: broken.map((check) => check.message).join(" "),
    todo: "Mend it in the composer, then try again.",
    button: "edit",
  };
}

/** A step on this computer failed for good. */
export function failedHere(what: string): Problem {
  return { ...none, what, todo: "Mend it, then try again.", button: "retry" };
}

/** `why` is what stood in the way while it was due, if anything did. */
export function tooLate(graceMinutes: number, why: Problem | null): Problem {
  const grace = graceMinutes < 2 ? "2 minutes" : `${graceMinutes} minutes`;
  return {
    what: `It did not go out in time${why ? `: ${why.what}` : "."} More than ${grace} late, nothing goes out by itself.`,
    code: why?.code ?? null,
    todo: "Publish it now, choose another time, or leave it.",
    button: "publish-now",
    raw: why?.raw ?? null,
  };
}

/** Several posts are late: they do not go out in a burst. */
export function keptApart(): Problem {
  return {
    ...none,
    what: "Another late post of this account went out shortly before, and the account’s pace keeps them apart.",
    todo: "It goes out when its turn comes, unless it is too late by then.",
    button: "none",
  };
}

export function quotaUsedUp(used: number, total: number): Problem {
  return {
    ...none,
    what: `Instagram takes ${total} posts of an account in 24 hours, and ${used} have gone out.`,
    todo: "The app tries again as soon as there is room.",
    button: "none",
  };
}

export function containersFailed(detail: string, code: string | null): Problem {
  return {
    what: "Instagram could not process the picture, several times over.",
    code,
    todo: "Import the picture again or choose another one, then try again.",
    button: "edit",
    raw: detail === "" ? null : detail,
  };
}

export function outcomeUnknown(failure: GraphFailure | null): Problem {
  return {
    what: "The connection broke off while Instagram was publishing. We do not know yet whether the post is out.",
    code: failure?.label ?? null,
    todo: "The app is looking on Instagram. Do not post it by hand meanwhile.",
    button: "none",
    raw: failure?.raw ? failure.raw : null,
  };
}

/** `count` posts may be this one. */
export function severalCandidates(count: number): Problem {
  return {
    ...none,
    what:
      count === 1
        ? "A post with the same words is on the account, but Instagram's answers about it contradict each other."
        : `${count} posts on the account have these words. The app cannot tell which one it made.`,
    todo: "Open them and say which one is this post, or that none is.",
    button: "resolve",
  };
}

/** `isRestored`: it was looked for back to the backup that the app came back from. */
export function twinFound(isRestored: boolean): Problem {
  return {
    ...none,
    what: isRestored
      ? "A post with the same words has gone out on this account since the backup that was restored."
      : "A post with the same words went out on this account in the last 24 hours, and not through this app.",
    todo: "Say whether that is this post. If not, it goes out.",
    button: "resolve",
  };
}

export function nothingToSee(): Problem {
  return {
    ...none,
    what: "Instagram's answers have told nothing about this post for too long, so we do not know whether it is out.",
    todo: "Look at the account on Instagram and say whether the post is there.",
    button: "resolve",
  };
}

export function liveButWhich(): Problem {
  return {
    ...none,
    what: "The post is out, Instagram says so, but the app could not find out which of the account's posts it is.",
    todo: "If you see it on the account, say which one it is. Nothing else is needed.",
    button: "resolve",
  };
}

/** The job failed again and again for a reason of the app's own. */
export function faultOfOurs(isOutcomeOpen: boolean): Problem {
  return {
    ...none,
    what: "The app has a fault of its own and could not go on with this post. The log tells more.",
    todo: isOutcomeOpen
      ? "Look at the account on Instagram and say whether the post is there."
      : "Try again; if it happens again, restart the app.",
    button: isOutcomeOpen ? "resolve" : "retry",
  };
}

const WAITS: Readonly<Partial<Record<WaitReason, readonly [what: string, todo: string]>>> = {
  offline: [
    "There is no way to Instagram at the moment.",
    "It goes on by itself when the connection is back.",
  ],
  login: [
    "Instagram wants you to log in again.",
    "Reconnect the account; the post goes on by itself.",
  ],
  account: [
    "Instagram holds this account back.",
    "See the account, mend it and resume there; the post goes on by itself.",
  ],
  disk: ["The disk is full.", "Free some space; the post goes on by itself. Nothing was sent."],
};

/** Why it stands still; null when the reason says it all. `failure` adds the platform's own words. */
export function waitingFor(reason: WaitReason, failure: GraphFailure | null): Problem | null {
  const words = WAITS[reason];
  if (failure && !words) return { ...refusedByPlatform(failure), button: "none" };
  if (!words) return null;
  return {
    what: words[0],
    code: failure?.label ?? null,
    todo: words[1],
    button: BUTTONS[reason] ?? "none",
    raw: failure?.raw ? failure.raw : null,
  };
}

const BUTTONS: Readonly<Partial<Record<WaitReason, Problem["button"]>>> = {
  login: "reconnect",
  account: "see-account",
};

/** The account's queue stands still until she has mended what Instagram holds against it. */
export function accountHeldBack(trouble: AccountTrouble): Problem {
  return {
    what: trouble.what,
    code: trouble.code,
    todo: "See the account, mend it and resume there; the post goes on by itself.",
    button: "see-account",
    raw: null,
  };
}

/** The media host said no; its own words say what to do. */
export function mediaHostFailed(message: string): Problem {
  return {
    ...none,
    what: message,
    todo: "The app tries again by itself once the media host answers.",
    button: "none",
  };
}
