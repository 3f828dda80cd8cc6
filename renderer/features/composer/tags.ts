import type { PostMedia, ProductTag, UserTag } from "../../../shared/contract/posts.ts";
import { normaliseHandle } from "../../../shared/rules/handle.ts";

/** Where something stands in a picture, 0–1 from the left and the top. */
export type Spot = { readonly x: number; readonly y: number };

/** An account or a product in a picture, by its place in the item's list. */
export type PlacedTag = {
  readonly kind: "user" | "product";
  readonly at: number;
  readonly label: string;
  /** Null: it goes along without a place, or has none yet. */
  readonly spot: Spot | null;
};

/** Everything tagged in one item, accounts first. */
export function tagsOf(item: PostMedia): readonly PlacedTag[] {
  return [
    ...item.userTags.map((tag, at) => placed("user", { at, label: `@${tag.username}`, tag })),
    ...item.productTags.map((tag, at) =>
      placed("product", { at, label: `Product ${tag.productId}`, tag }),
    ),
  ];
}

function placed(
  kind: PlacedTag["kind"],
  of: { readonly at: number; readonly label: string; readonly tag: UserTag | ProductTag },
): PlacedTag {
  const { x, y } = of.tag;
  return { kind, at: of.at, label: of.label, spot: x === null || y === null ? null : { x, y } };
}

/** The item with one more account or product; nothing new for an empty word or an account that is tagged already. */
export function withTag(
  item: PostMedia,
  tag: { readonly kind: PlacedTag["kind"]; readonly typed: string; readonly spot: Spot | null },
): Partial<PostMedia> | null {
  const place = tag.spot ? { x: inside(tag.spot.x), y: inside(tag.spot.y) } : { x: null, y: null };
  if (tag.kind === "product") {
    const productId = tag.typed.trim();
    if (productId === "" || item.productTags.some((other) => other.productId === productId))
      return null;
    return { productTags: [...item.productTags, { productId, ...place }] };
  }
  const username = normaliseHandle(tag.typed);
  if (username === "" || item.userTags.some((other) => other.username === username)) return null;
  return { userTags: [...item.userTags, { username, ...place }] };
}

/** The item without one of its tags. */
export function withoutTag(item: PostMedia, { kind, at }: PlacedTag): Partial<PostMedia> {
  if (kind === "user") return { userTags: item.userTags.filter((_, index) => index !== at) };
  return { productTags: item.productTags.filter((_, index) => index !== at) };
}

/** The item with one of its tags at another place. */
export function withTagAt(
  item: PostMedia,
  { kind, at }: PlacedTag,
  spot: Spot,
): Partial<PostMedia> {
  const place = { x: inside(spot.x), y: inside(spot.y) };
  const move = <T extends object>(tags: readonly T[]): T[] =>
    tags.map((tag, index) => (index === at ? { ...tag, ...place } : tag));
  if (kind === "user") return { userTags: move(item.userTags) };
  return { productTags: move(item.productTags) };
}

/** `40 % across, 62 % down`, for someone who hears it. */
export function spotWords(spot: Spot | null): string {
  if (spot === null) return "not placed yet";
  return `${Math.round(spot.x * 100)} % across, ${Math.round(spot.y * 100)} % down`;
}

function inside(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
}
