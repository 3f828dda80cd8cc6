import { GalleryHorizontalEnd, Clapperboard, Image } from "lucide-react";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { Media } from "../../../shared/contract/media.ts";
import type { Post, PostMedia } from "../../../shared/contract/posts.ts";
import { cropRectangle } from "../../../shared/rules/crop.ts";
import { Icon } from "../../ui/icon.tsx";
import { Clip } from "./clip.tsx";
import { Frame } from "./cover-field.tsx";
import { CroppedPicture } from "./cropped-picture.tsx";
import styles from "./preview.module.css";
import type { Library } from "./use-media-of.ts";

export type PreviewProps = {
  readonly post: Post;
  readonly account: Account;
  readonly library: Library;
  readonly index: number;
  readonly onIndex: (index: number) => void;
};

/** The tallest shape the feed shows, width over height: a reel is cut to it there. */
const FEED_TALLEST = 4 / 5;
const WHOLE = { aspect: "original", x: 0.5, y: 0.5 } as const;

/** One picture or video of the post as the feed or the profile's grid shows it. */
export function PreviewMedia(props: PreviewProps & { readonly shape: "feed" | "tile" }) {
  const { post, library, shape } = props;
  const item = post.media[props.index];
  const media = item && library.byId.get(item.mediaId);
  if (!item || !media)
    return (
      <div className={styles["none"]} data-shape={shape}>
        <Icon of={Image} size={24} />
      </div>
    );
  if (shape === "tile") return <Tile {...props} item={item} media={media} />;
  const alt = item.altText || media.name;
  if (media.kind === "video")
    return (
      <Clip
        media={media}
        alt={alt}
        ratio={Math.max(FEED_TALLEST, media.width / media.height)}
        className={styles["picture"]}
      />
    );
  return <CroppedPicture media={media} crop={item.crop} alt={alt} className={styles["picture"]} />;
}

/** The profile's tile, with the sign Instagram puts on what is not a single picture. */
function Tile(props: PreviewProps & { readonly item: PostMedia; readonly media: Media }) {
  const { format } = props.post;
  return (
    <span className={styles["tileBox"]}>
      <TilePicture {...props} />
      {format !== "image" && (
        <span className={styles["tileSign"]}>
          <Icon of={format === "carousel" ? GalleryHorizontalEnd : Clapperboard} />
        </span>
      )}
    </span>
  );
}

/** A picture, or of a video its cover: the chosen picture, or the chosen frame. */
function TilePicture(props: PreviewProps & { readonly item: PostMedia; readonly media: Media }) {
  const { post, item, media, library } = props;
  const { cover } = post.options;
  const alt = item.altText || media.name;
  const chosen = cover?.kind === "picture" ? library.byId.get(cover.mediaId) : undefined;
  const shown = media.kind === "picture" ? media : chosen;
  if (shown)
    return (
      <CroppedPicture
        media={shown}
        crop={shown === media ? item.crop : WHOLE}
        alt={alt}
        shape="tile"
        className={styles["picture"]}
      />
    );
  const offsetMs = cover?.kind === "frame" ? cover.offsetMs : 0;
  return <Frame video={media} offsetMs={offsetMs} className={styles["tileFrame"]} />;
}

/** The shape a carousel's items are all shown in: the first one's, never taller than the feed allows. */
export function carouselRatio(post: Post, library: Library): number {
  const [first] = post.media;
  const media = first && library.byId.get(first.mediaId);
  if (!first || !media) return FEED_TALLEST;
  const { width, height } = media.kind === "video" ? media : cropRectangle(media, first.crop);
  return Math.max(FEED_TALLEST, width / height);
}
