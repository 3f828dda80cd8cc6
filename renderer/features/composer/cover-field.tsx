import { useEffect, useRef } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import type { Cover } from "../../../shared/contract/posts.ts";
import { formatPlayingTime } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { Picture } from "../../ui/picture.tsx";
import styles from "./reel-fields.module.css";

const STEP_MS = 100;

/** Chooses a reel's cover: a moment of the video, or a picture of the library. */
export function CoverField(props: {
  readonly video: Media;
  readonly durationMs: number;
  readonly cover: Cover | null;
  /** The chosen picture, while it is in the library. */
  readonly picture: Media | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (cover: Cover | null) => void;
  readonly onPick: () => void;
}) {
  const { video, cover, durationMs, isReadOnly } = props;
  if (cover?.kind === "picture")
    return (
      <>
        <Picture
          src={props.picture?.thumbnail ?? null}
          alt="The chosen cover"
          ratio="3:4"
          className={styles["frame"]}
        />
        <span className={styles["name"]}>
          {props.picture?.name ?? "This picture is no longer in the library."}
        </span>
        {!isReadOnly && (
          <>
            <Button size="small" onPress={() => props.onPick()}>
              Other picture…
            </Button>
            <Button size="small" kind="quiet" onPress={() => props.onChange(null)}>
              Use a frame
            </Button>
          </>
        )}
      </>
    );
  const offsetMs = cover?.offsetMs ?? 0;
  const setOffset = (ms: number) =>
    props.onChange(ms === 0 ? null : { kind: "frame", offsetMs: ms });
  return (
    <>
      <Frame video={video} offsetMs={offsetMs} />
      <input
        type="range"
        className={styles["slider"]}
        aria-label="Moment of the cover"
        aria-valuetext={`${formatPlayingTime(offsetMs)} of ${formatPlayingTime(durationMs)}`}
        min={0}
        // The last moment has no frame after it.
        max={Math.max(0, Math.floor((durationMs - 1) / STEP_MS) * STEP_MS)}
        step={STEP_MS}
        value={offsetMs}
        disabled={isReadOnly}
        onChange={(event) => setOffset(event.target.valueAsNumber)}
      />
      <span className="small soft numbers">{secondsWords(offsetMs)}</span>
      {!isReadOnly && (
        <Button size="small" onPress={() => props.onPick()}>
          Picture…
        </Button>
      )}
    </>
  );
}

function secondsWords(ms: number): string {
  return ms === 0 ? "First frame" : `${(ms / 1000).toFixed(1)} s`;
}

/** The video stopped at a moment. Its poster stands there until that frame is read. */
export function Frame(props: {
  readonly video: Media;
  readonly offsetMs: number;
  readonly className?: string | undefined;
}) {
  const { video, offsetMs } = props;
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current) element.current.currentTime = offsetMs / 1000;
  }, [offsetMs]);
  return (
    <video
      ref={element}
      className={props.className ?? styles["frame"]}
      src={video.file}
      poster={video.picture}
      aria-hidden="true"
      tabIndex={-1}
      muted
      playsInline
      disablePictureInPicture
      preload={offsetMs === 0 ? "none" : "auto"}
    />
  );
}
