import { Play } from "lucide-react";
import { useRef, useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import { Icon } from "../../ui/icon.tsx";
import { Picture } from "../../ui/picture.tsx";
import { classNames } from "../../ui/class-names.ts";
import styles from "./clip.module.css";

/**
 * A video in the shape Instagram shows it in, played by a press and never by itself; its poster where this computer cannot play
 * it. `ratio` is width over height; null leaves the video's own.
 */
export function Clip(props: {
  readonly media: Media;
  readonly alt: string;
  readonly ratio?: number | null;
  /** Shown before it plays, instead of the poster. */
  readonly cover?: string | null;
  readonly className?: string | undefined;
}) {
  const { media, alt, ratio, cover } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  const toggle = () => {
    if (isPlaying) video.current?.pause();
    else void video.current?.play().catch(() => setFailed(true));
  };
  const shape = { aspectRatio: String(ratio ?? media.width / media.height) };
  const poster = cover ?? media.picture;
  if (failed)
    return (
      <span className={classNames(styles["clip"], props.className)} style={shape}>
        <Picture src={poster} alt={alt} ratio="fill" />
        <span className={styles["note"]} role="status">
          This computer cannot play it. It is sent all the same.
        </span>
      </span>
    );
  return (
    <span className={classNames(styles["clip"], props.className)} style={shape}>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- her own recording has none to load */}
      <video
        ref={video}
        src={media.file}
        poster={poster}
        aria-label={alt}
        playsInline
        loop
        disablePictureInPicture
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onError={() => setFailed(true)}
      />
      <button
        type="button"
        className={styles["toggle"]}
        aria-label={isPlaying ? "Pause" : "Play"}
        data-playing={isPlaying || undefined}
        onClick={toggle}
      >
        <span className={styles["sign"]}>
          <Icon of={Play} size={24} />
        </span>
      </button>
    </span>
  );
}
