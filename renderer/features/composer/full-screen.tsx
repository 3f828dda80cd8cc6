import { Ellipsis, Heart, Image, MessageCircle, Music, Send } from "lucide-react";
import { useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import type { PostMedia } from "../../../shared/contract/posts.ts";
import { cropRectangle } from "../../../shared/rules/crop.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Clip } from "./clip.tsx";
import { CroppedPicture } from "./cropped-picture.tsx";
import styles from "./full-screen.module.css";
import type { PreviewProps } from "./preview-media.tsx";

/** A reel or a story on a phone's whole screen, 9:16. Another shape is shown whole, with bars, as Instagram does. */
export function FullScreen(props: PreviewProps) {
  const { post, library } = props;
  const item = post.media[0];
  const media = item && library.byId.get(item.mediaId);
  const noun = post.format === "reel" ? "reel" : "story";
  return (
    <article className={styles["screen"]} aria-label={`Preview of the ${noun}`}>
      {item && media ? (
        <Shown item={item} media={media} {...props} />
      ) : (
        <span className={styles["none"]}>
          <Icon of={Image} size={24} />
        </span>
      )}
      {post.format === "reel" ? <ReelWords {...props} /> : <StoryHead {...props} />}
    </article>
  );
}

function Shown(props: PreviewProps & { readonly item: PostMedia; readonly media: Media }) {
  const { item, media, post, library } = props;
  const alt = item.altText || media.name;
  const { cover } = post.options;
  const chosen = cover?.kind === "picture" ? library.byId.get(cover.mediaId) : undefined;
  const size = media.kind === "video" ? media : cropRectangle(media, item.crop);
  const isTall = size.width / size.height <= 9 / 16 + 0.01;
  return (
    <span className={styles["shown"]} data-tall={isTall || undefined}>
      {media.kind === "video" ? (
        <Clip
          media={media}
          alt={alt}
          cover={post.format === "reel" ? (chosen?.picture ?? null) : null}
          className={styles["item"]}
        />
      ) : (
        <CroppedPicture media={media} crop={item.crop} alt={alt} className={styles["item"]} />
      )}
    </span>
  );
}

function StoryHead({ account }: PreviewProps) {
  return (
    <div className={styles["story"]}>
      <span className={styles["line"]} aria-hidden="true" />
      <span className={styles["who"]}>
        <Avatar username={account.username} kind={account.kind} />
        <b>{account.username}</b>
      </span>
    </div>
  );
}

/** The words over a reel: the account, two lines of the caption, and its sound. */
function ReelWords({ account, post }: PreviewProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { audioName, commentsEnabled } = post.options;
  return (
    <>
      <div className={styles["acts"]} aria-hidden="true">
        <Icon of={Heart} size={24} />
        {commentsEnabled && <Icon of={MessageCircle} size={24} />}
        <Icon of={Send} size={24} />
        <Icon of={Ellipsis} size={24} />
      </div>
      <div className={styles["words"]}>
        <span className={styles["who"]}>
          <Avatar username={account.username} kind={account.kind} />
          <b>{account.username}</b>
        </span>
        {post.caption.trim() !== "" && (
          <button
            type="button"
            className={styles["caption"]}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {post.caption}
          </button>
        )}
        <span className={styles["sound"]}>
          <Icon of={Music} size={12} />
          {audioName ?? `${account.username} · Original audio`}
        </span>
      </div>
    </>
  );
}
