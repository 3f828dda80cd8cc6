import {
  Clapperboard,
  GalleryHorizontalEnd,
  Image,
  type LucideIcon,
  SquareUser,
} from "lucide-react";
import type { FormatName } from "./format-words.ts";

/** What each format is drawn with, on every screen. */
export const FORMAT_ICONS: Readonly<Record<FormatName, LucideIcon>> = {
  image: Image,
  carousel: GalleryHorizontalEnd,
  reel: Clapperboard,
  story: SquareUser,
};
