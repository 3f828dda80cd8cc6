import type { Params } from "./exchange.ts";
import type { Behaviour } from "./limits.ts";
import { badParameter, Problem, unknownMediaType } from "./problem.ts";
import type { PracticeAccount } from "./store.ts";

/** What a container is asked to be, by `media_type` and what comes with it. */
export type Kind =
  | "image"
  | "image-child"
  | "video-child"
  | "carousel"
  | "reel"
  | "image-story"
  | "video-story";

const LABEL = ["is_ai_generated", "is_paid_partnership", "branded_content_sponsor_ids"] as const;
const POST = ["caption", "location_id", "collaborators", "product_tags", ...LABEL] as const;
const VIDEO = ["video_url", "upload_type"] as const;

/** Which parameters each kind takes (IG User Media, Content Publishing, September 2026). */
const TAKES: Readonly<Record<Kind, readonly string[]>> = {
  image: ["image_url", "alt_text", "user_tags", ...POST],
  "image-child": ["image_url", "is_carousel_item", "alt_text", "user_tags", "product_tags"],
  "video-child": [...VIDEO, "is_carousel_item", "thumb_offset", "product_tags"],
  carousel: ["children", "share_to_feed", ...POST],
  reel: [
    ...VIDEO,
    ...POST,
    "user_tags",
    "cover_url",
    "thumb_offset",
    "share_to_feed",
    "audio_name",
    "audio_configuration",
    "trial_params",
  ],
  "image-story": ["image_url", "user_tags", ...LABEL],
  "video-story": [...VIDEO, "user_tags", ...LABEL],
};
const KNOWN = new Set(Object.values(TAKES).flat());
/** Not listed for stories and not refused either: it is not kept. */
const IGNORED_FOR_STORIES = "caption";
const FACEBOOK_ONLY = ["product_tags", "audio_configuration"];
const PARTNERSHIP = ["is_paid_partnership", "branded_content_sponsor_ids"];

/** @throws Problem 100/2207023 for a media type that is none, or is none here. */
export function readKind(params: Params): Kind {
  const isVideo = params.has("video_url") || params.has("upload_type");
  const isChild = isTrue(params.get("is_carousel_item"));
  const type = params.get("media_type") ?? (isVideo && isChild ? "VIDEO" : "IMAGE");
  if (isChild) return readChildKind(type, isVideo);
  const kind = isVideo ? VIDEO_KINDS[type] : IMAGE_KINDS[type];
  // VIDEO is dead for a single video since 9 November 2023.
  if (!kind) throw unknownMediaType(type, "It is IMAGE, CAROUSEL, REELS or STORIES.");
  return kind;
}

const VIDEO_KINDS: Readonly<Record<string, Kind>> = { REELS: "reel", STORIES: "video-story" };
const IMAGE_KINDS: Readonly<Record<string, Kind>> = {
  IMAGE: "image",
  CAROUSEL: "carousel",
  // Without a video it is refused for that, in the next step.
  REELS: "reel",
  STORIES: "image-story",
};

/** The table of parameters no longer lists VIDEO, Meta's example for uploads does; without a type the address decides. */
function readChildKind(type: string, isVideo: boolean): Kind {
  if (type === "VIDEO") return "video-child";
  if (type === "IMAGE" && !isVideo) return "image-child";
  if (/^(REELS|STORIES|CAROUSEL)$/.test(type))
    throw badParameter(`${type} cannot be an item of a carousel`);
  throw unknownMediaType(type, "An item of a carousel is an image or a video.");
}

/**
 * Refuses what a kind, or an account's login, does not take. What Instagram has never heard of is ignored, as Graph does.
 *
 * @throws Problem 100
 */
export function refuseOthers(
  kind: Kind,
  params: Params,
  { account, behaviour }: { readonly account: PracticeAccount; readonly behaviour: Behaviour },
): void {
  for (const name of params.keys()) {
    const isQuiet = name === IGNORED_FOR_STORIES && kind.endsWith("story");
    if (KNOWN.has(name) && !TAKES[kind].includes(name) && !isQuiet && !isAbsent(params.get(name)))
      throw badParameter(`Param ${name} is not allowed for this media type`);
  }
  if (account.login === "instagram") return refuseFacebooks(params, behaviour);
  // "Stories: business accounts only" (Instagram API with Facebook Login).
  if (kind.endsWith("story") && account.accountType !== "BUSINESS")
    throw badParameter("Stories can be published by business accounts only");
}

/** What an app with Instagram Login cannot send. */
function refuseFacebooks(params: Params, behaviour: Behaviour): void {
  const facebookOnly = FACEBOOK_ONLY.find((name) => params.has(name));
  if (facebookOnly !== undefined)
    throw badParameter(`Param ${facebookOnly} needs an app that uses Facebook Login`);
  if (params.has("upload_type") && !behaviour.resumableForInstagram)
    throw badParameter("Param upload_type needs an app that uses Facebook Login");
  if (PARTNERSHIP.some((name) => params.has(name)))
    throw new Problem({
      code: 100,
      message: "INSTAGRAM_PLATFORM_API__INVALID_PARAM",
      forPeople: ["Not available", "The partnership label needs an app that uses Facebook Login."],
    });
}

/** `is_carousel_item=false` and an empty text are as good as nothing. */
function isAbsent(value: string | undefined): boolean {
  return value === undefined || value === "" || value === "false";
}

export function isTrue(value: string | undefined): boolean {
  return /^(true|1)$/i.test(value ?? "");
}
