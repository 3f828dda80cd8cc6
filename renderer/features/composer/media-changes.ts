import type { Media } from "../../../shared/contract/media.ts";
import type { Post, PostFormat, PostMedia } from "../../../shared/contract/posts.ts";
import { offerUndo } from "../../lib/undo.ts";
import type { Patch } from "./draft-saver.ts";
import {
  FORMAT_NOUNS,
  formatAfter,
  inFirstShape,
  itemOf,
  reshaped,
  sharedAspect,
} from "./formats.ts";

/** What the changes below work on. `current` is the post as it stands now, also when an undo comes later. */
export type Bench = {
  readonly post: Post;
  readonly find: (mediaId: string) => Media | undefined;
  readonly current: () => Post;
  readonly edit: (patch: Patch) => void;
};

/** Puts pictures and videos at the end. A second one makes the post a carousel, which can be taken back. */
export function addMedia(bench: Bench, added: readonly Media[]): void {
  const { post } = bench;
  const items = added.map((media) => itemOf(media, post.format));
  put(bench, { media: [...post.media, ...items], added });
}

/** Puts another picture or video in the place of one. */
export function replaceMedia(bench: Bench, index: number, media: Media): void {
  const item = itemOf(media, bench.post.format);
  put(bench, {
    media: bench.post.media.map((other, at) => (at === index ? item : other)),
    added: [media],
  });
}

/** Takes one out, with its crop, alt text and tags; that can be taken back. */
export function removeMedia(bench: Bench, index: number): void {
  const { post } = bench;
  const media = post.media.filter((_, at) => at !== index);
  const format = formatAfter(post.format, kindsOf(bench, media), true);
  bench.edit({ media, format });
  const isOther = format !== post.format;
  const what = kindOf(bench, post.media[index]) === "video" ? "Video" : "Picture";
  const words = `${what} taken out${isOther ? `: now ${FORMAT_NOUNS[format]}` : ""}`;
  offerUndo(words, async () => putBack(bench));
}

/** Moves one to another place; a new first one gives the carousel its shape. */
export function moveMedia(bench: Bench, from: number, to: number): void {
  const { media, format } = bench.post;
  const item = media[from];
  if (!item || from === to || to < 0 || to >= media.length) return;
  const others = media.filter((_, at) => at !== from);
  const moved = [...others.slice(0, to), item, ...others.slice(to)];
  bench.edit({ media: format === "carousel" ? inFirstShape(moved) : moved });
}

/** Changes one item. The shape of a carousel's first picture is that of all. */
export function changeMedia(bench: Bench, index: number, patch: Partial<PostMedia>): void {
  const { post } = bench;
  const media = post.media.map((item, at) => (at === index ? { ...item, ...patch } : item));
  const isShape = index === 0 && patch.crop !== undefined && post.format === "carousel";
  bench.edit({ media: isShape ? inFirstShape(media) : media });
}

/** Makes another format of it. Everything she entered stays: the checks say what that format does not take. */
export function chooseFormat(bench: Bench, format: PostFormat): void {
  const { post, find } = bench;
  const media = reshaped(post.media, format, find);
  const isSame = JSON.stringify(media) === JSON.stringify(post.media);
  bench.edit(isSame ? { format } : { format, media });
}

function put(
  bench: Bench,
  change: { readonly media: readonly PostMedia[]; readonly added: readonly Media[] },
): void {
  const { post } = bench;
  const format = formatAfter(post.format, kindsOf(bench, change.media, change.added));
  const hasShape = format === "carousel" && sharedAspect(change.media) !== null;
  bench.edit({ format, media: hasShape ? inFirstShape(change.media) : [...change.media] });
  if (format !== post.format && post.media.length > 0)
    offerUndo(`Now ${FORMAT_NOUNS[format]}`, async () => putBack(bench));
}

/** The items and the format as they were; what was written about those still there since stays. */
function putBack({ post, current, edit }: Bench): void {
  const now = new Map(current().media.map((item) => [item.mediaId, item]));
  edit({ format: post.format, media: post.media.map((item) => now.get(item.mediaId) ?? item) });
}

function kindsOf(
  bench: Bench,
  items: readonly PostMedia[],
  added: readonly Media[] = [],
): readonly Media["kind"][] {
  const fresh = new Map(added.map((media) => [media.id, media.kind]));
  return items.map((item) => fresh.get(item.mediaId) ?? kindOf(bench, item));
}

function kindOf(bench: Bench, item: PostMedia | undefined): Media["kind"] {
  return (item && bench.find(item.mediaId)?.kind) ?? "picture";
}
