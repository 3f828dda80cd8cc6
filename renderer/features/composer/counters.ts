import { captionLength, hashtags, mentions } from "../../../shared/rules/caption.ts";
import { LIMITS } from "../../../shared/rules/limits.ts";
import { formatCount } from "../../lib/format.ts";

export type Counter = {
  readonly shown: string;
  /** As it is read out. */
  readonly spoken: string;
  readonly tone: "ochre" | "rose" | undefined;
};

/** Amber from nine tenths of a limit on, red above it. */
export function toneOf(count: number, limit: number): Counter["tone"] {
  if (count > limit) return "rose";
  return count >= limit * 0.9 ? "ochre" : undefined;
}

/** The counters beside a caption: characters, hashtags, mentions. */
export function countersOf(caption: string): readonly Counter[] {
  const length = captionLength(caption);
  const tags = hashtags(caption).length;
  const handles = mentions(caption).length;
  // Up to the five Instagram is limiting posts to, that is the figure to keep; above it, the thirty it refuses at.
  const isAdvised = tags <= LIMITS.hashtagsAdvised;
  const tagLimit = isAdvised ? LIMITS.hashtagsAdvised : LIMITS.hashtags;
  const tagTone = tags > LIMITS.hashtags ? "rose" : isAdvised ? undefined : "ochre";
  return [
    counter({ count: length, limit: LIMITS.captionCharacters, sign: "", word: "characters" }),
    { ...counter({ count: tags, limit: tagLimit, sign: "# ", word: "hashtags" }), tone: tagTone },
    counter({ count: handles, limit: LIMITS.mentions, sign: "@ ", word: "mentions" }),
  ];
}

function counter(of: {
  readonly count: number;
  readonly limit: number;
  readonly sign: string;
  readonly word: string;
}): Counter {
  const limit = formatCount(of.limit);
  return {
    shown: `${of.sign}${formatCount(of.count)} / ${limit}`,
    spoken: `${formatCount(of.count)} of ${limit} ${of.word}`,
    tone: toneOf(of.count, of.limit),
  };
}
