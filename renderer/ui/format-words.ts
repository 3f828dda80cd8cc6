/** What each format of a post is called, on every screen. Apart from its icon, which the first screen draws as a background. */
export const FORMAT_WORDS = {
  image: "Image",
  carousel: "Carousel",
  reel: "Reel",
  story: "Story",
} as const;

/** The contract's formats, as these parts without features know them. */
export type FormatName = keyof typeof FORMAT_WORDS;
