import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import type { VideoFacts } from "../../../shared/rules/video.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { Picture } from "../../ui/picture.tsx";
import styles from "./video.module.css";
import { useLines } from "./video-words.ts";

/** Plays a video as it will be sent, with the browser's own controls; its poster where this computer cannot. */
export function VideoPreview(props: { readonly media: Media }) {
  const { media } = props;
  const [failed, setFailed] = useState(false);
  const described = media.altText.trim() === "" ? media.name : media.altText;
  if (failed)
    return (
      <>
        <Picture src={media.picture} alt={described} ratio="4:5" className={styles["poster"]} />
        <p className="small soft" role="status">
          This computer cannot play the video. It is sent as it is all the same.
        </p>
      </>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- her own recording has none to load
    <video
      className={styles["player"]}
      style={{ aspectRatio: `${media.width} / ${media.height}` }}
      src={media.file}
      poster={media.picture}
      aria-label={described}
      controls
      controlsList="nodownload noremoteplayback"
      disablePictureInPicture
      preload="metadata"
      onError={() => setFailed(true)}
    />
  );
}

/** What the video may become, and what keeps it from the rest. */
export function VideoUses(props: { readonly video: VideoFacts }) {
  return (
    <ul className={styles["uses"]} aria-label="What this video can be">
      {useLines(props.video).map(({ name, fits, message }) => (
        <li key={name} className={classNames(styles["use"], fits ? "sage" : "rose")}>
          <Icon of={fits ? CircleCheck : CircleX} size={14} className={styles["sign"]} />
          <span>
            <span className="medium">{fits ? name : `Not a ${name.toLowerCase()}`}</span>
            {message && <span className="soft"> {message}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
