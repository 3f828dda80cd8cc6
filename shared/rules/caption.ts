import type { Check } from "./check.ts";
import { LIMITS } from "./limits.ts";

/** Instagram does not say whether it counts UTF-16 units or code points: the larger counts (IG User Media, 2026-10-04). */
export function captionLength(caption: string): number {
  return Math.max(caption.length, Array.from(caption).length);
}

/** Hashtags as Instagram links them: `#` and letters, digits or underscores of any script. */
export function hashtags(caption: string): readonly string[] {
  return [...caption.matchAll(/(?<![\p{L}\p{N}_&/#])#([\p{L}\p{N}\p{M}_]+)/gu)].map(
    (match) => match[1] ?? "",
  );
}

/** Mentions: `@` and a handle. An address in an e-mail is none. */
export function mentions(caption: string): readonly string[] {
  return [
    ...caption.matchAll(
      /(?<![\p{L}\p{N}_.@])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)/gu,
    ),
  ].map((match) => match[1] ?? "");
}

/** What a visitor sees of a caption before "… more": about 125 characters, cut at a space. Returns where to cut. */
export function foldAt(caption: string): number {
  const fold = 125;
  const firstBreak = caption.split("\n", 3).slice(0, 2).join("\n").length;
  const limit = Math.min(fold, firstBreak);
  if (caption.length <= limit) return caption.length;
  const space = caption.lastIndexOf(" ", limit);
  return caption[limit] === "\n" || space < limit / 2 ? limit : space;
}

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
          message: `The caption is ${length - LIMITS.captionCharacters} characters too long. Instagram takes 2,200.`,
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
