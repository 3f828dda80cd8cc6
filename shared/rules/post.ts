import { captionLength, checkCaption, tooLongMessage } from "./caption.ts";
import type { Check } from "./check.ts";
import type { CropChoice } from "./crop.ts";
import { LIMITS } from "./limits.ts";
import { checkPicture, type PictureFacts } from "./picture.ts";

/** A post as the rules see it. `media` stands in order, each picture with its facts, crop and alt text. */
export type PostFacts = {
  readonly caption: string;
  readonly media: readonly {
    readonly picture: PictureFacts;
    readonly crop: CropChoice;
    readonly altText: string;
  }[];
};

/**
 * Every rule for a single-image post. The same function runs in the composer, at scheduling and before publishing, so
 * that what she was told is what is held to.
 */
export function checkPost(post: PostFacts): readonly Check[] {
  return [
    checkMediaCount(post.media.length),
    ...post.media.flatMap((item, index) => [
      ...checkPicture(item.picture, item.crop, index),
      checkAltText(item.altText, index),
    ]),
    ...checkCaption(post.caption),
  ];
}

/** Rules of time: a plan more than a minute past cannot be scheduled. `at` and `now` are epoch ms UTC. */
export function checkTime(at: number | null, now: number): Check {
  const fix = { kind: "change-time" } as const;
  if (at === null) return { rule: "time", level: "stop", message: "Choose when it goes out.", fix };
  if (at < now - 60_000)
    return {
      rule: "time",
      level: "stop",
      message: "That time has passed. Choose a later one.",
      fix,
    };
  return { rule: "time", level: "pass", message: "The time is still to come.", fix: null };
}

function checkMediaCount(count: number): Check {
  if (count === 0)
    return {
      rule: "media-count",
      level: "stop",
      message: "Add a picture.",
      fix: { kind: "add-media" },
    };
  if (count > 1)
    return {
      rule: "media-count",
      level: "stop",
      message: `${count} pictures. This version publishes one picture a post: keep one and make posts of the others.`,
      fix: null,
    };
  return { rule: "media-count", level: "pass", message: "One picture.", fix: null };
}

function checkAltText(altText: string, mediaIndex: number): Check {
  const fix = { kind: "edit-alt-text", mediaIndex } as const;
  const length = captionLength(altText);
  if (length > LIMITS.altTextCharacters)
    return {
      rule: "alt-text",
      level: "stop",
      message: tooLongMessage("alt text", length, LIMITS.altTextCharacters),
      fix,
    };
  if (altText.trim() === "")
    return {
      rule: "alt-text",
      level: "warn",
      message: "No alt text yet: describe the picture for people who do not see it.",
      fix,
    };
  return { rule: "alt-text", level: "pass", message: "The picture is described.", fix: null };
}

/** Rules of the account: a dead login warns and does not stop, for she may log in again before the time comes. */
export function checkAccount(account: { readonly state: "connected" | "needs-login" }): Check {
  if (account.state === "needs-login")
    return {
      rule: "account",
      level: "warn",
      message: "The account needs a new login before this can go out.",
      fix: { kind: "reconnect" },
    };
  return { rule: "account", level: "pass", message: "The account is connected.", fix: null };
}
