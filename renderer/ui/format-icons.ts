import {
  Clapperboard,
  GalleryHorizontalEnd,
  Image,
  type LucideIcon,
  SquareUser,
} from "lucide-react";
import type { PostFormat } from "../../shared/contract/posts.ts";

/** What each format is drawn with, on every screen. */
export const FORMAT_ICONS: Readonly<Record<PostFormat, LucideIcon>> = {
  image: Image,
  carousel: GalleryHorizontalEnd,
  reel: Clapperboard,
  story: SquareUser,
};
