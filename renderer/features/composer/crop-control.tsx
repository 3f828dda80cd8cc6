import { RotateCcw } from "lucide-react";
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import type { Crop } from "../../../shared/contract/posts.ts";
import { cropRectangle } from "../../../shared/rules/crop.ts";
import { Button } from "../../ui/button.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { freeAxis, moveWindow, placeWords, startingCrop, windowStyle } from "./crop-view.ts";
import styles from "./crop-control.module.css";

const FEED = [
  { value: "4:5", label: "4:5" },
  { value: "1:1", label: "1:1" },
  { value: "1.91:1", label: "1.91:1" },
  { value: "original", label: "Original" },
] as const;
const STORY = [
  { value: "9:16", label: "9:16" },
  { value: "original", label: "Original" },
] as const;

/** Chooses which part of a picture is sent. Nothing is cut off the picture itself. */
export function CropControl(props: {
  readonly media: Media;
  readonly crop: Crop;
  /** Which shapes there are to choose from; `first` is the one of the carousel's first picture. */
  readonly aspects: "feed" | "story" | "first";
  readonly onChange: (crop: Crop) => void;
  readonly onDone: () => void;
}) {
  const { media, crop } = props;
  const kept = cropRectangle(media, crop);
  const start = startOf(media, props);
  const isStart = crop.aspect === start.aspect && crop.x === start.x && crop.y === start.y;
  return (
    <section className={styles["control"]} aria-label="Crop">
      <div className={styles["stage"]} style={{ aspectRatio: `${media.width} / ${media.height}` }}>
        <Picture src={media.picture} alt="" ratio="fill" />
        <CropWindow media={media} crop={crop} onChange={props.onChange} />
      </div>
      <div className={styles["aspects"]}>
        {props.aspects === "first" ? (
          <p className="small soft">
            All of a carousel have the first one’s shape, {crop.aspect}. Choose it there.
          </p>
        ) : (
          <Segmented<Crop["aspect"]>
            label="Shape"
            value={crop.aspect}
            options={props.aspects === "story" ? STORY : FEED}
            onChange={(aspect) => props.onChange({ ...crop, aspect })}
          />
        )}
      </div>
      <div className={styles["foot"]}>
        <span className="small soft numbers">
          {kept.width} × {kept.height}
        </span>
        <Button
          kind="quiet"
          size="small"
          icon={RotateCcw}
          isDisabled={isStart}
          onPress={() => props.onChange(start)}
        >
          Reset
        </Button>
        <Button size="small" onPress={() => props.onDone()}>
          Done
        </Button>
      </div>
    </section>
  );
}

/** What Reset goes back to: the place alone where the shape is the first one's. */
function startOf(
  media: Media,
  { crop, aspects }: { readonly crop: Crop; readonly aspects: "feed" | "story" | "first" },
): Crop {
  if (aspects === "feed") return startingCrop(media);
  return { aspect: aspects === "story" ? "original" : crop.aspect, x: 0.5, y: 0.5 };
}

/** The window over the picture, moved by dragging or by arrow keys. It has one free way, so it is a slider. */
function CropWindow(props: {
  readonly media: Media;
  readonly crop: Crop;
  readonly onChange: (crop: Crop) => void;
}) {
  const { media, crop } = props;
  const kept = cropRectangle(media, crop);
  const axis = freeAxis(media, crop);
  const drag = useRef<{ readonly from: number; readonly crop: Crop; readonly room: number } | null>(
    null,
  );
  const place = (event: PointerEvent) => (axis === "x" ? event.clientX : event.clientY);
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    const stage = event.currentTarget.parentElement?.getBoundingClientRect();
    if (axis === null || !stage) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const room =
      axis === "x"
        ? stage.width * (1 - kept.width / media.width)
        : stage.height * (1 - kept.height / media.height);
    drag.current = { from: place(event), crop, room };
  };
  const onMove = (event: PointerEvent) => {
    if (!drag.current) return;
    const by = (place(event) - drag.current.from) / drag.current.room;
    props.onChange(moveWindow(media, drag.current.crop, by));
  };
  const onEnd = () => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = stepOf(event);
    if (axis === null || by === null) return;
    event.preventDefault();
    props.onChange(moveWindow(media, crop, by));
  };
  return (
    <div
      className={styles["window"]}
      style={windowStyle(media, kept)}
      role="slider"
      tabIndex={0}
      aria-label="Place of the crop"
      aria-orientation={axis === "y" ? "vertical" : "horizontal"}
      aria-disabled={axis === null}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((axis === null ? 0.5 : crop[axis]) * 100)}
      aria-valuetext={axis === null ? "The whole picture" : placeWords(axis, crop)}
      data-axis={axis ?? "none"}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onEnd}
      onPointerCancel={onEnd}
      onKeyDown={onKeyDown}
    />
  );
}

/** How far a key moves the window, as a share of its room; null for keys that do not. */
function stepOf(event: KeyboardEvent): number | null {
  const step = event.shiftKey ? 0.1 : 0.02;
  switch (event.key) {
    case "ArrowRight":
    case "ArrowDown":
      return step;
    case "ArrowLeft":
    case "ArrowUp":
      return -step;
    case "PageDown":
      return 0.1;
    case "PageUp":
      return -0.1;
    case "Home":
      return -1;
    case "End":
      return 1;
    default:
      return null;
  }
}
