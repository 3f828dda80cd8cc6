import { Play } from "lucide-react";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { PostMedia } from "../../../shared/contract/posts.ts";
import { Icon } from "../../ui/icon.tsx";
import { Picture } from "../../ui/picture.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import { CroppedPicture } from "./cropped-picture.tsx";
import styles from "./media-strip.module.css";
import type { Library } from "./use-media-of.ts";

/** Pixels before a press becomes a drag. */
const SLACK = 6;

type StripProps = {
  readonly media: readonly PostMedia[];
  readonly library: Library;
  readonly index: number;
  readonly isReadOnly: boolean;
  readonly onIndex: (index: number) => void;
  readonly onMove: (from: number, to: number) => void;
};

/** The items of a carousel in order, moved by dragging, or by the arrow keys with Alt. */
export function MediaStrip(props: StripProps) {
  const { media, isReadOnly } = props;
  const [said, setSaid] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const move = (from: number, to: number) => {
    if (isReadOnly || to < 0 || to >= media.length || from === to) return;
    props.onMove(from, to);
    props.onIndex(to);
    setSaid(`Now number ${to + 1} of ${media.length}`);
  };
  const go = (to: number) => {
    if (to < 0 || to >= media.length) return;
    props.onIndex(to);
    list.current?.querySelectorAll("button")[to]?.focus();
  };
  const onKey = (event: KeyboardEvent, from: number) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    if (event.altKey) move(from, from + by);
    else go(from + by);
  };
  const { drag, ...handlers } = useDrag(list, move);
  return (
    <>
      <ul ref={list} className={styles["strip"]} aria-label="Pictures and videos of this post">
        {media.map((item, at) => (
          <li key={item.mediaId} data-target={drag?.to === at || undefined}>
            <button
              type="button"
              className={styles["thumb"]}
              data-dragged={drag?.from === at || undefined}
              aria-pressed={at === props.index}
              aria-label={`Number ${at + 1}`}
              aria-keyshortcuts={isReadOnly ? undefined : "Alt+ArrowLeft Alt+ArrowRight"}
              onClick={() => props.onIndex(at)}
              onKeyDown={(event) => onKey(event, at)}
              onPointerDown={(event) => !isReadOnly && handlers.onDown(event, at)}
              onPointerMove={handlers.onMove}
              onPointerUp={handlers.onUp}
              onPointerCancel={handlers.onCancel}
            >
              <Thumb item={item} library={props.library} />
              <span className={styles["number"]}>{at + 1}</span>
            </button>
          </li>
        ))}
      </ul>
      {!isReadOnly && <p className={styles["hint"]}>Reorder by dragging, or Alt + ← →</p>}
      <VisuallyHidden>
        <output>{said}</output>
      </VisuallyHidden>
    </>
  );
}

function Thumb(props: { readonly item: PostMedia; readonly library: Library }) {
  const media = props.library.byId.get(props.item.mediaId);
  if (!media) return <Picture src={null} alt="" ratio="4:5" />;
  if (media.kind === "picture")
    return <CroppedPicture media={media} crop={props.item.crop} alt="" shape="thumb" />;
  return (
    <>
      <Picture src={media.thumbnail} alt="" ratio="4:5" />
      <span className={styles["play"]}>
        <Icon of={Play} size={12} />
      </span>
    </>
  );
}

type Drag = { readonly from: number; readonly to: number };

/** A press that moves becomes a drag; the item under the pointer says where it will stand. */
function useDrag(
  list: { readonly current: HTMLUListElement | null },
  move: (from: number, to: number) => void,
) {
  const pressed = useRef<{ readonly from: number; readonly x: number; readonly y: number }>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const onDown = (event: PointerEvent<HTMLElement>, from: number) => {
    pressed.current = { from, x: event.clientX, y: event.clientY };
  };
  const onMove = (event: PointerEvent<HTMLElement>) => {
    const press = pressed.current;
    if (!press) return;
    const far = Math.hypot(event.clientX - press.x, event.clientY - press.y);
    if (!drag && far < SLACK) return;
    if (!drag) event.currentTarget.setPointerCapture(event.pointerId);
    const to = placeAt(list.current, event) ?? drag?.to ?? press.from;
    setDrag({ from: press.from, to });
  };
  const onCancel = () => {
    pressed.current = null;
    setDrag(null);
  };
  const onUp = () => {
    if (drag) move(drag.from, drag.to);
    onCancel();
  };
  return { drag, onDown, onMove, onUp, onCancel };
}

function placeAt(list: HTMLUListElement | null, event: PointerEvent): number | null {
  const items = [...(list?.children ?? [])];
  const at = items.findIndex((item) => {
    const box = item.getBoundingClientRect();
    const isAcross = event.clientX >= box.left && event.clientX <= box.right;
    return isAcross && event.clientY >= box.top && event.clientY <= box.bottom;
  });
  return at === -1 ? null : at;
}
