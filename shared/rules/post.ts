import type { PostFormat, PostOptions, ProductTag, UserTag } from "../contract/posts.ts";
import { captionLength, checkCaption, tooLongMessage } from "./caption.ts";
import { checkCarousel } from "./carousel.ts";
import { pass, stop, type Check } from "./check.ts";
import type { CropChoice } from "./crop.ts";
import { offeredFields, type Login } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { checkOptions } from "./options.ts";
import { checkPicture, type PictureFacts } from "./picture.ts";
import { checkReel } from "./reel.ts";
import { checkStory } from "./story.ts";
import { checkTags } from "./tags.ts";
import type { VideoFacts } from "./video.ts";

/** One picture or video of a post: its facts, what is kept of it, and who and what is in it. */
export type MediaFacts = {
  readonly picture: PictureFacts;
  /** Null for a picture; of a video `picture` and `crop` say nothing. */
  readonly video: VideoFacts | null;
  readonly crop: CropChoice;
  readonly altText: string;
  readonly userTags: readonly UserTag[];
  readonly productTags: readonly ProductTag[];
};

/** A post as the rules see it. `media` stands in order. */
export type PostFacts = {
  readonly format: PostFormat;
  readonly caption: string;
  readonly options: PostOptions;
  readonly login: Login;
  /** The account's own Instagram user id, where it is known. */
  readonly ownId?: string | undefined;
  readonly media: readonly MediaFacts[];
};

const FORMATS: Readonly<Record<PostFormat, (post: PostFacts) => readonly Check[]>> = {
  image: checkImage,
  carousel: checkCarousel,
  reel: checkReel,
  story: checkStory,
};

/**
 * Every rule for a post. The same function runs in the composer, at scheduling and before publishing, so that what she was told
 * is what is held to.
 */
export function checkPost(post: PostFacts): readonly Check[] {
  const offers = offeredFields(post.format, post.login);
  return [
    ...FORMATS[post.format](post),
    ...(offers.altText.isOffered
      ? post.media.flatMap((item, index) => (item.video ? [] : [checkAltText(item.altText, index)]))
      : []),
    ...(offers.caption.isOffered ? checkCaption(post.caption) : []),
    ...checkTags(post),
    ...checkOptions(post),
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

/** The rules of a single picture. */
function checkImage({ media }: PostFacts): readonly Check[] {
  return [
    checkOnePicture(media),
    ...media.flatMap((item, index) =>
      item.video ? [] : checkPicture(item.picture, item.crop, index),
    ),
  ];
}

function checkOnePicture(media: PostFacts["media"]): Check {
  const count = media.length;
  if (count === 0) return stop("media-count", "Add a picture.", { kind: "add-media" });
  if (count > 1)
    return stop(
      "media-count",
      `${count} items. Several of them make a carousel.`,
      count <= LIMITS.carouselMax ? { kind: "choose-format", format: "carousel" } : null,
    );
  if (media[0]?.video)
    return stop("media-kind", "A single video goes out as a reel.", {
      kind: "choose-format",
      format: "reel",
    });
  return pass("media-count", "One picture.");
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
