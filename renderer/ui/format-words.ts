import type { PostFormat } from "../../shared/contract/posts.ts";

/** What each format is called, on every screen. Apart from its icon, which the first screen draws as a background. */
export const FORMAT_WORDS: Readonly<Record<PostFormat, string>> = {
  image: "Image",
  carousel: "Carousel",
  reel: "Reel",
  story: "Story",
};
