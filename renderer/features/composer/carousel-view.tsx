import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { PostMedia } from "../../../shared/contract/posts.ts";
import { Icon } from "../../ui/icon.tsx";
import { Picture } from "../../ui/picture.tsx";
import styles from "./carousel-view.module.css";
import { Clip } from "./clip.tsx";
import { CroppedPicture } from "./cropped-picture.tsx";
import { carouselRatio, type PreviewProps } from "./preview-media.tsx";

/** Pixels that make a swipe. */
const SWIPE = 40;

/** A carousel as the feed shows it: one item at a time in the first one's shape, swiped, or turned by the arrow keys. */
export function CarouselView(props: PreviewProps) {
  const { post, index, onIndex, library } = props;
  const count = post.media.length;
  const from = useRef<number | null>(null);
  const go = (by: number) => onIndex(Math.min(count - 1, Math.max(0, index + by)));
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    go(by);
  };
  const onUp = (event: PointerEvent) => {
    const by = from.current === null ? 0 : event.clientX - from.current;
    from.current = null;
    if (Math.abs(by) >= SWIPE) go(by < 0 ? 1 : -1);
  };
  const item = post.media[index];
  return (
    // The arrow keys turn it wherever the focus is inside; the buttons say so.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles["view"]}
      role="group"
      aria-roledescription="carousel"
      aria-label={`Number ${index + 1} of ${count}`}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        from.current = event.clientX;
      }}
      onPointerUp={onUp}
      onPointerCancel={() => {
        from.current = null;
      }}
    >
      {item && (
        <Item key={item.mediaId} {...props} item={item} ratio={carouselRatio(post, library)} />
      )}
      <span className={styles["count"]} aria-hidden="true">
        {index + 1}/{count}
      </span>
      {index > 0 && <Turn label="Previous" icon={ChevronLeft} onTurn={() => go(-1)} />}
      {index < count - 1 && <Turn label="Next" icon={ChevronRight} onTurn={() => go(1)} />}
    </div>
  );
}

function Item(props: PreviewProps & { readonly item: PostMedia; readonly ratio: number }) {
  const { item, ratio } = props;
  const media = props.library.byId.get(item.mediaId);
  if (!media)
    return (
      <span className={styles["none"]} style={{ aspectRatio: String(ratio) }}>
        <Picture src={null} alt="" ratio="fill" />
      </span>
    );
  const alt = item.altText || media.name;
  if (media.kind === "video")
    return <Clip media={media} alt={alt} ratio={ratio} className={styles["item"]} />;
  return (
    <CroppedPicture
      media={media}
      crop={item.crop}
      alt={alt}
      shape={ratio}
      className={styles["item"]}
    />
  );
}

function Turn(props: {
  readonly label: "Previous" | "Next";
  readonly icon: typeof ChevronLeft;
  readonly onTurn: () => void;
}) {
  return (
    <button
      type="button"
      className={styles["turn"]}
      data-side={props.label}
      aria-label={props.label}
      onClick={() => props.onTurn()}
    >
      <Icon of={props.icon} />
    </button>
  );
}

/** Which of the items is shown, as Instagram's dots. */
export function CarouselDots(props: { readonly count: number; readonly index: number }) {
  return (
    <span className={styles["dots"]}>
      {Array.from({ length: props.count }, (_, at) => (
        <i key={at} data-on={at === props.index || undefined} />
      ))}
    </span>
  );
}
