import { manyTags } from "./check-details.ts";
import { PLATFORM } from "./limits.ts";
import { badParameter, Problem } from "./problem.ts";

/**
 * The limits of a caption (Content Publishing, 2026-10-04): 2,200 characters, 30 hashtags, 20 mentions.
 *
 * @throws Problem 36004/2207010 or 100/2207040.
 */
export function checkCaption(caption: string): void {
  const hashtags = caption.match(/#[\p{L}\p{N}_]+/gu)?.length ?? 0;
  const mentions = caption.match(/(?<![\p{L}\p{N}_.])@[A-Za-z0-9_.]+/gu)?.length ?? 0;
  if (caption.length > PLATFORM.captionCharacters || hashtags > PLATFORM.hashtags)
    throw new Problem({
      code: 36004,
      subcode: 2207010,
      message: "The caption was too long.",
      forPeople: [
        "Caption too long",
        `The submitted image with a caption with ${caption.length} characters and ${hashtags} hashtags cannot be published. Captions can have 2,200 characters and 30 hashtags.`,
      ],
    });
  if (mentions > PLATFORM.mentions) throw manyTags();
}

/** @throws Problem 100 when it is longer than 1,000 characters (IG User Media). */
export function checkAltText(altText: string): void {
  if (altText.length > PLATFORM.altTextCharacters)
    throw badParameter("Param alt_text must be at most 1000 characters long");
}
