import type { Account } from "../../../shared/contract/accounts.ts";
import type { Post } from "../../../shared/contract/posts.ts";
import type { Check, Fix } from "../../../shared/rules/check.ts";
import { checkAccount, checkPost, checkTime } from "../../../shared/rules/post.ts";
import type { Library } from "./use-media-of.ts";

/** Every rule for the post as it stands on the screen. `at` is when it is to go out, epoch ms; null without a time. */
export function checksOf(of: {
  readonly post: Post;
  readonly library: Library;
  readonly account: Account;
  readonly at: number | null;
  readonly now: number;
}): readonly Check[] {
  const { post, library } = of;
  const media = post.media.flatMap((item) => {
    const found = library.byId.get(item.mediaId);
    if (!found) return [];
    // What the library keeps is always the prepared JPEG: `sourceFormat` is what the file was before.
    const picture = {
      width: found.width,
      height: found.height,
      bytes: found.bytes,
      format: "jpeg",
    };
    return [{ ...item, picture, video: found.video }];
  });
  const { format, caption, options } = post;
  const { login, platformUserId: ownId } = of.account;
  return [
    ...checkPost({ format, caption, options, login, ownId, media }),
    checkTime(of.at, of.now),
    checkAccount(of.account),
  ];
}

/** What the button beside a check says. */
export function fixWords(fix: Fix): string {
  if (fix.kind === "crop") return `Crop to ${fix.aspect}`;
  if (fix.kind === "choose-format") return FORMAT_WORDS[fix.format];
  return FIX_WORDS[fix.kind];
}

const FORMAT_WORDS = {
  image: "Make it a picture",
  carousel: "Make it a carousel",
  reel: "Make it a reel",
  story: "Make it a story",
} as const;

const FIX_WORDS: Readonly<Record<Exclude<Fix["kind"], "crop" | "choose-format">, string>> = {
  "clear-field": "Take it out",
  "edit-field": "Edit",
  "edit-caption": "Edit caption",
  "edit-alt-text": "Describe it",
  "add-media": "Add picture",
  "change-time": "Choose a time",
  reconnect: "Log in again",
};
