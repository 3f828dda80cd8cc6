import type { PostFormat, ProductTag, UserTag } from "../../../shared/contract/posts.ts";
import type { NewContainer } from "../../graph/endpoints/containers.ts";
import type { Content, FrozenMedia } from "./content.ts";

/** Where the platform gets a file: by an address, or by an upload that follows. */
export type Source =
  | { readonly imageUrl: string }
  | { readonly videoUrl: string }
  | { readonly isResumable: true };

/** A container's request for one item of a carousel (IG User Media, table of parameters, 2026-10-04). */
export function itemRequest(item: FrozenMedia, source: Source): NewContainer {
  const { productTags } = item;
  if (item.kind === "video")
    return {
      mediaType: "VIDEO",
      isCarouselItem: true,
      ...source,
      productTags: productTags.map(unplacedProduct),
    };
  return { isCarouselItem: true, ...source, ...pictureWords(item) };
}

/** What the container that is published is made of, besides what was frozen. */
export type Ingredients = {
  readonly source?: Source;
  readonly children?: readonly string[];
  readonly coverUrl?: string | undefined;
};

const REQUESTS: Readonly<
  Record<PostFormat, (content: Content, from: Ingredients) => NewContainer>
> = {
  image: (content, { source }) => ({
    ...source,
    caption: content.caption,
    ...pictureWords(content.media[0]),
    ...companyOf(content),
  }),
  carousel: (content, { children }) => ({
    mediaType: "CAROUSEL",
    children,
    caption: content.caption,
    ...companyOf(content),
  }),
  reel: reelRequest,
  story: ({ media, options }, { source }) => ({
    mediaType: "STORIES",
    ...source,
    userTags: media[0]?.userTags.map(placedUser),
    isAiGenerated: options.isAiGenerated,
  }),
};

/** The request for the container that is published. */
export function wholeRequest(content: Content, from: Ingredients): NewContainer {
  return REQUESTS[content.format](content, from);
}

function reelRequest(content: Content, { source, coverUrl }: Ingredients): NewContainer {
  const { cover, shareToFeed, audioName, trial } = content.options;
  const [item] = content.media;
  return {
    mediaType: "REELS",
    ...source,
    caption: content.caption,
    ...companyOf(content),
    userTags: item?.userTags.map(({ username }) => ({ username })),
    productTags: item?.productTags.map(unplacedProduct),
    coverUrl,
    thumbOffsetMs: cover?.kind === "frame" ? cover.offsetMs : undefined,
    shareToFeed,
    audioName: audioName ?? undefined,
    trial: trial ?? undefined,
  };
}

/** Who and what goes along with a feed post as a whole; in a carousel on the parent alone. */
function companyOf({ options }: Content): NewContainer {
  return {
    locationId: options.locationId ?? undefined,
    collaborators: options.collaborators,
    isPaidPartnership: options.isPaidPartnership,
    sponsorIds: options.sponsorIds,
    isAiGenerated: options.isAiGenerated,
  };
}

function pictureWords(item: FrozenMedia | undefined): NewContainer {
  return {
    altText: item?.altText,
    userTags: item?.userTags.map(placedUser),
    productTags: item?.productTags.map(placedProduct),
  };
}

function placedUser({ username, x, y }: UserTag) {
  return x === null || y === null ? { username } : { username, x, y };
}

function placedProduct(tag: ProductTag) {
  const { x, y } = tag;
  return x === null || y === null ? unplacedProduct(tag) : { ...unplacedProduct(tag), x, y };
}

function unplacedProduct({ productId }: ProductTag) {
  return { product_id: productId };
}
