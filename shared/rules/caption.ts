import type { Check } from "./check.ts";
import { LIMITS } from "./limits.ts";

/**
 * Characters as UTF-16 units. Instagram does not say whether it counts these or code points; these are never fewer, so
 * a caption that fits here fits there (IG User Media, 2026-10-04).
 */
export function captionLength(caption: string): number {
  return caption.length;
}

const TAG = String.raw`#[\p{L}\p{N}_\p{Extended_Pictographic}][\p{L}\p{N}\p{M}_\p{Extended_Pictographic}\u200d]*`;
/** What stands before decides: `&#39;`, `C#5` and `example.org/#top` are no hashtags, `#oak#shelf` are two. */
const TAG_RUN = new RegExp(String.raw`(?<![\p{L}\p{N}_&/#])${TAG}(?:${TAG})*`, "gu");

/** Hashtags as Instagram links them: `#` and letters, digits, underscores or emoji, several in a row without a space too. */
export function hashtags(caption: string): readonly string[] {
  return [...caption.matchAll(TAG_RUN)].flatMap(([run]) => run.slice(1).split("#"));
}

/** Mentions: `@` and a handle. An address in an e-mail is none. */
export function mentions(caption: string): readonly string[] {
  return [
    ...caption.matchAll(
      /(?<![\p{L}\p{N}_.@])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)/gu,
    ),
  ].map((match) => match[1] ?? "");
}

/**
 * Where a visitor's "… more" begins: after about 125 characters or two lines, at a space where there is one near, never
 * after an empty line. Returns an index into the caption, its length when nothing is hidden. Seen in the app, not
 * documented by Instagram.
 */
export function foldAt(caption: string): number {
  const characters = 125;
  const twoLines = caption.split("\n", 2).join("\n").length;
  const limit = Math.min(characters, twoLines);
  if (caption.length <= limit) return caption.length;
  const cut = cutNear(caption, limit);
  return caption.slice(0, cut).trimEnd().length || cut;
}

function cutNear(caption: string, limit: number): number {
  if (/\s/.test(caption.charAt(limit))) return limit;
  const space = Math.max(caption.lastIndexOf(" ", limit), caption.lastIndexOf("\n", limit));
  return space < limit / 2 ? beforeGraphemeAt(caption, limit) : space;
}

/** An index at or before `index` that cuts no character in two: an emoji may be ten units long. */
function beforeGraphemeAt(text: string, index: number): number {
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
  return graphemes.containing(index)?.index ?? index;
}

/** One sentence for a text over its limit: by how much, and what Instagram takes. */
export function tooLongMessage(what: string, length: number, limit: number): string {
  const over = length - limit;
  const characters = over === 1 ? "1 character" : `${over.toLocaleString("en")} characters`;
  return `The ${what} is ${characters} too long. Instagram takes ${limit.toLocaleString("en")}.`;
}

/** The rules for a caption: its length, hashtags and mentions, each passing or not. */
export function checkCaption(caption: string): readonly Check[] {
  const fix = { kind: "edit-caption" } as const;
  const length = captionLength(caption);
  const tags = hashtags(caption).length;
  const handles = mentions(caption).length;
  return [
    length > LIMITS.captionCharacters
      ? {
          rule: "caption-length",
          level: "stop",
          message: tooLongMessage("caption", length, LIMITS.captionCharacters),
          fix,
        }
      : { rule: "caption-length", level: "pass", message: "The caption fits.", fix: null },
    checkHashtags(tags),
    handles > LIMITS.mentions
      ? {
          rule: "mentions",
          level: "stop",
          message: `${handles} mentions. Instagram takes ${LIMITS.mentions}.`,
          fix,
        }
      : { rule: "mentions", level: "pass", message: "The mentions fit.", fix: null },
  ];
}

function checkHashtags(count: number): Check {
  const fix = { kind: "edit-caption" } as const;
  if (count > LIMITS.hashtags)
    return {
      rule: "hashtags",
      level: "stop",
      message: `${count} hashtags. Instagram takes ${LIMITS.hashtags}.`,
      fix,
    };
  if (count > LIMITS.hashtagsAdvised)
    return {
      rule: "hashtags",
      level: "warn",
      message: `${count} hashtags. Instagram is limiting posts to ${LIMITS.hashtagsAdvised}; more may be ignored.`,
      fix,
    };
  return { rule: "hashtags", level: "pass", message: "The hashtags fit.", fix: null };
}
