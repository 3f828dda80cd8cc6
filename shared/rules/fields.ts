import type { PostFormat } from "../contract/posts.ts";

/** By which of Meta's logins an account came in. A practice account is like one of Instagram's own login, and takes what that takes. */
export type Login = "instagram" | "facebook" | "practice";

/** Everything she may enter for a post besides its pictures and videos. */
export type FieldName =
  | "caption"
  | "altText"
  | "userTags"
  | "productTags"
  | "locationId"
  | "collaborators"
  | "isPaidPartnership"
  | "sponsorIds"
  | "isAiGenerated"
  | "cover"
  | "shareToFeed"
  | "audioName"
  | "trial"
  | "firstComment"
  | "commentsEnabled";

/** Whether a field can be sent; where not, why, in her words. */
export type Offer =
  | { readonly isOffered: true }
  | { readonly isOffered: false; readonly why: string };
export type Offers = Readonly<Record<FieldName, Offer>>;

/** Formats that take a field and, for the others, what to say (IG User Media and Content Publishing, 2026-10-04). */
type FieldRule = {
  readonly name: string;
  readonly formats: readonly PostFormat[];
  readonly onlyFacebook?: true;
};

const FEED = ["image", "carousel", "reel"] as const;
const RULES: Readonly<Record<FieldName, FieldRule>> = {
  caption: { name: "a caption", formats: FEED },
  altText: { name: "alt text", formats: ["image", "carousel"] },
  userTags: { name: "tagged accounts", formats: ["image", "carousel", "reel", "story"] },
  productTags: { name: "product tags", formats: FEED, onlyFacebook: true },
  locationId: { name: "a location", formats: FEED },
  collaborators: { name: "collaborators", formats: FEED },
  isPaidPartnership: { name: "the paid partnership label", formats: FEED, onlyFacebook: true },
  sponsorIds: { name: "paying brands", formats: FEED, onlyFacebook: true },
  isAiGenerated: { name: "the AI label", formats: ["image", "carousel", "reel", "story"] },
  cover: { name: "a cover", formats: ["reel"] },
  shareToFeed: { name: "a choice of where it is shown", formats: ["reel"] },
  audioName: { name: "a name for its sound", formats: ["reel"] },
  trial: { name: "a trial", formats: ["reel"] },
  firstComment: { name: "a first comment", formats: FEED },
  commentsEnabled: { name: "a switch for comments", formats: FEED },
};
export const FIELD_NAMES = Object.keys(RULES) as readonly FieldName[];

/** What a field is called in a sentence, such as `a location`. */
export function fieldWords(field: FieldName): string {
  return RULES[field].name;
}

const FORMAT_WORDS: Readonly<Record<PostFormat, string>> = {
  image: "a single picture",
  carousel: "a carousel",
  reel: "a reel",
  story: "a story",
};

/** Which fields a post of this format can bring along with this login. Nothing that is offered is ever dropped. */
export function offeredFields(format: PostFormat, login: Login): Offers {
  const offers = FIELD_NAMES.map((field) => [field, offerOf(field, format, login)] as const);
  return Object.fromEntries(offers) as Offers;
}

function offerOf(field: FieldName, format: PostFormat, login: Login): Offer {
  const { name, formats, onlyFacebook } = RULES[field];
  if (!formats.includes(format))
    return {
      isOffered: false,
      why: `Instagram takes no ${bare(name)} with ${FORMAT_WORDS[format]}.`,
    };
  if (onlyFacebook && login !== "facebook")
    return {
      isOffered: false,
      why: `Instagram takes ${name} only from accounts connected through Facebook.`,
    };
  return { isOffered: true };
}

function bare(name: string): string {
  return name.replace(/^(?:a|the) /u, "");
}
