import { z } from "zod";
import type { Kind } from "./container-kind.ts";
import type { Params } from "./exchange.ts";
import { PLATFORM, type Behaviour } from "./limits.ts";
import { badParameter, Problem } from "./problem.ts";
import type { Store } from "./store.ts";

const Username = z.string().regex(/^[A-Za-z0-9._]{1,30}$/);
const Place = z.number().min(0).max(1).optional();
const UserTag = z.strictObject({ username: Username, x: Place, y: Place });
const Percent = z.number().min(0).max(100).optional();
const FLAGS = ["is_ai_generated", "is_paid_partnership", "share_to_feed", "is_carousel_item"];

/**
 * Holds everything but pictures, videos and words against IG User Media (2026-10-04).
 *
 * @throws Problem of the row of the error table that fits; 100 where there is none.
 */
export function checkDetails(
  kind: Kind,
  params: Params,
  place: { readonly store: Store; readonly behaviour: Behaviour; readonly userId: string },
): void {
  for (const name of FLAGS) checkFlag(params, name);
  checkLocation(params.get("location_id"), place.store);
  checkUserTags(kind, params.get("user_tags"));
  checkCollaborators(params.get("collaborators"));
  checkProducts(kind, params.get("product_tags"));
  checkSponsors(params.get("branded_content_sponsor_ids"), place.userId);
  checkReel(params, place.behaviour);
}

function checkFlag(params: Params, name: string): void {
  if (!/^(true|false|0|1)$/i.test(params.get(name) ?? "false"))
    throw badParameter(`Param ${name} must be a boolean`);
}

/** "The id of a Page that has location data": this server's own Pages have none. */
function checkLocation(locationId: string | undefined, store: Store): void {
  if (locationId === undefined || locationId === "") return;
  if (/^\d{3,20}$/.test(locationId) && !store.page(locationId)) return;
  throw new Problem({
    code: 100,
    message: "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID",
    forPeople: ["Invalid location", "The location has no place data."],
  });
}

function checkUserTags(kind: Kind, text: string | undefined): void {
  const tags = readJson("user_tags", text, z.array(UserTag));
  if (!tags) return;
  if (tags.length > PLATFORM.userTags) throw manyTags();
  const isPlaced = tags.every(({ x, y }) => x !== undefined && y !== undefined);
  const isUnplaced = tags.every(({ x, y }) => x === undefined && y === undefined);
  if ((kind === "image" || kind === "image-child") && !isPlaced)
    throw badParameter("Param user_tags needs x and y, from 0 to 1, for each tag of an image");
  if (kind === "reel" && !isUnplaced)
    throw badParameter("Param user_tags takes no x and y for a video");
}

function checkCollaborators(text: string | undefined): void {
  const names = readJson("collaborators", text, z.array(Username));
  if (names && names.length > PLATFORM.collaborators)
    throw badParameter("Param collaborators must have at most 3 usernames");
}

/** 2207035 and 2207036: places of product tags are for photographs, and needed there. */
function checkProducts(kind: Kind, text: string | undefined): void {
  const Product = z.strictObject({ product_id: z.string().regex(/^\d+$/), x: Place, y: Place });
  const tags = readJson("product_tags", text, z.array(Product));
  if (!tags) return;
  if (tags.length > PLATFORM.productTags)
    throw badParameter("Param product_tags must have at most 5 products");
  const isPlaced = tags.every(({ x, y }) => x !== undefined && y !== undefined);
  const isUnplaced = tags.every(({ x, y }) => x === undefined && y === undefined);
  if ((kind === "reel" || kind === "video-child") && !isUnplaced)
    throw wrongProduct(2207035, "Product tag positions should not be specified for video media");
  if ((kind === "image" || kind === "image-child") && !isPlaced)
    throw wrongProduct(2207036, "Product tag positions are required for photo media");
}

function checkSponsors(text: string | undefined, userId: string): void {
  const ids = readJson("branded_content_sponsor_ids", text, z.array(z.string().regex(/^\d+$/)));
  if (!ids || (ids.length <= PLATFORM.sponsors && !ids.includes(userId))) return;
  throw new Problem({
    code: 100,
    message: "INSTAGRAM_PLATFORM_API__INVALID_PARAM",
    forPeople: ["Invalid sponsor", "Name at most two sponsors, and not the account itself."],
  });
}

function checkReel(params: Params, { hasTrialReels }: Behaviour): void {
  const offset = params.get("thumb_offset");
  if (offset !== undefined && !/^\d{1,9}$/.test(offset))
    throw badParameter("Param thumb_offset must be a number of milliseconds");
  const Trial = z.strictObject({ graduation_strategy: z.enum(["MANUAL", "SS_PERFORMANCE"]) });
  const isTrial = readJson("trial_params", params.get("trial_params"), Trial) !== undefined;
  if (isTrial && !hasTrialReels)
    throw new Problem({
      code: 100,
      subcode: 2207081,
      message: "This account cannot post trial reels.",
      forPeople: ["Trial reels", "This account cannot post trial reels."],
    });
  const Audio = z.strictObject({
    audio_id: z.string().regex(/^\d+$/),
    audio_volume: Percent,
    video_volume: Percent,
  });
  readJson("audio_configuration", params.get("audio_configuration"), Audio);
}

/** JSON as Graph takes it in a parameter; undefined when there is none. @throws Problem 100 */
function readJson<T>(name: string, text: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (text === undefined || text === "") return undefined;
  const parsed = schema.safeParse(tryParse(text));
  if (!parsed.success) throw badParameter(`Param ${name} is not what it should be`);
  return parsed.data;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No schema takes it, so the caller words the refusal.
    return undefined;
  }
}

export function manyTags(): Problem {
  return new Problem({
    code: 100,
    subcode: 2207040,
    message: "(#100) Cannot use more than 20 tags per post.",
    forPeople: ["Too many tags", "You cannot use more than 20 @ tags in a caption."],
  });
}

function wrongProduct(subcode: number, text: string): Problem {
  return new Problem({
    code: 100,
    subcode,
    message: `(#100) ${text}`,
    forPeople: ["Product tags", text],
  });
}
