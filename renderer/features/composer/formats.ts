import type { Media } from "../../../shared/contract/media.ts";
import type { Post, PostFormat, PostMedia } from "../../../shared/contract/posts.ts";
import { offeredFields, type FieldName, type Login } from "../../../shared/rules/fields.ts";
import { LIMITS } from "../../../shared/rules/limits.ts";
import { FORMAT_ICONS } from "../../ui/format-icons.ts";
import { FORMAT_WORDS } from "../../ui/format-words.ts";
import { startingCrop } from "./crop-view.ts";

/** The formats as the chooser shows them. */
export const FORMATS = (["image", "carousel", "reel", "story"] as const).map((value) => ({
  value,
  label: FORMAT_WORDS[value],
  icon: FORMAT_ICONS[value],
}));

/** The format as a noun with its article, such as `a reel`. */
export const FORMAT_NOUNS: Readonly<Record<PostFormat, string>> = {
  image: "an image",
  carousel: "a carousel",
  reel: "a reel",
  story: "a story",
};

type Kinds = readonly Media["kind"][];

/**
 * The format that follows from what the post holds now: several make a carousel, a video alone a reel, a picture alone an image.
 * A story stays one, and so does an emptied post; a carousel that waits for its second item does unless one was taken away.
 */
export function formatAfter(format: PostFormat, kinds: Kinds, isRemoval = false): PostFormat {
  if (format === "story" || kinds.length === 0) return format;
  if (kinds.length > 1) return "carousel";
  if (format === "carousel" && !isRemoval) return format;
  return kinds[0] === "video" ? "reel" : "image";
}

/** How many more pictures and videos the post can take. */
export function roomFor({ format, media }: Pick<Post, "format" | "media">): number {
  const most = format === "story" ? 1 : LIMITS.carouselMax;
  return Math.max(0, most - media.length);
}

/** A picture or video of the library as it begins in a post, with the alt text it has there. */
export function itemOf(media: Media, format: PostFormat): PostMedia {
  const whole = { aspect: "original", x: 0.5, y: 0.5 } as const;
  return {
    mediaId: media.id,
    altText: media.altText,
    crop: format === "story" || media.kind === "video" ? whole : startingCrop(media),
    userTags: [],
    productTags: [],
  };
}

/** The shape a carousel's items share, when the first one's is chosen; null when it is the first one's own. */
export function sharedAspect(media: readonly PostMedia[]): "4:5" | "1:1" | "1.91:1" | null {
  const aspect = media[0]?.crop.aspect;
  return aspect === undefined || aspect === "original" || aspect === "9:16" ? null : aspect;
}

/** A carousel's items in the first one's shape: Instagram cuts every item to it (IG User Media, 2026-10-04). */
export function inFirstShape(media: readonly PostMedia[]): PostMedia[] {
  const aspect = sharedAspect(media);
  if (aspect === null) return [...media];
  return media.map((item) => ({ ...item, crop: { ...item.crop, aspect } }));
}

/** The items as another format takes them: a story's tall cut goes back to a shape of the feed. */
export function reshaped(
  media: readonly PostMedia[],
  format: PostFormat,
  find: (mediaId: string) => Media | undefined,
): PostMedia[] {
  if (format === "story") return [...media];
  const flat = media.map((item) => {
    const picture = find(item.mediaId);
    return item.crop.aspect === "9:16" && picture ? { ...item, crop: startingCrop(picture) } : item;
  });
  return format === "carousel" ? inFirstShape(flat) : flat;
}

const NAMES: Readonly<Record<FieldName, string>> = {
  caption: "caption",
  altText: "alt text",
  userTags: "tagged accounts",
  productTags: "product tags",
  locationId: "location",
  collaborators: "collaborators",
  isPaidPartnership: "paid partnership label",
  sponsorIds: "paying brands",
  isAiGenerated: "AI label",
  cover: "cover",
  shareToFeed: "choice of where it is shown",
  audioName: "name for its sound",
  trial: "trial",
  firstComment: "first comment",
  commentsEnabled: "switch for comments",
};
/** Of no interest for another format than a reel. */
const REEL_ONLY: readonly FieldName[] = ["cover", "shareToFeed", "audioName", "trial"];

/** What a story cannot have, in one sentence. */
export function storyWords(login: Login): string {
  const offers = offeredFields("story", login);
  const names = (Object.keys(NAMES) as FieldName[])
    .filter((field) => !offers[field].isOffered && !REEL_ONLY.includes(field))
    .map((field) => NAMES[field]);
  return `A story has no ${names.slice(0, -1).join(", ")} or ${names.at(-1)}, and is gone after 24 hours.`;
}

/** Fields of this format that the login cannot send, each with its reason. Those another format has are no loss here. */
export function withheld(
  format: PostFormat,
  login: Login,
): readonly { readonly name: string; readonly why: string }[] {
  const offers = offeredFields(format, login);
  if (format === "story") return [];
  return (Object.keys(NAMES) as FieldName[]).flatMap((field) => {
    const offer = offers[field];
    const isOther = REEL_ONLY.includes(field) && format !== "reel";
    return offer.isOffered || isOther ? [] : [{ name: capital(NAMES[field]), why: offer.why }];
  });
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
