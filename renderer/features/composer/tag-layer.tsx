import { useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from "react";
import type { PostMedia } from "../../../shared/contract/posts.ts";
import { offeredFields } from "../../../shared/rules/fields.ts";
import { TagForm } from "./tag-form.tsx";
import styles from "./tag-layer.module.css";
import { spotWords, tagsOf, withoutTag, withTagAt, type PlacedTag, type Spot } from "./tags.ts";
import type { Editor } from "./use-editor.ts";

const STEP = 0.01;
const LEAP = 0.05;
const MIDDLE: Spot = { x: 0.5, y: 0.5 };

type LayerProps = {
  readonly editor: Editor;
  readonly item: PostMedia;
  readonly onChange: (patch: Partial<PostMedia>) => void;
};

/**
 * Who and what is in the picture, over the picture as it is sent: a press asks who stands there, a tag is dragged or moved by the
 * arrow keys, and Delete takes it away. The same lists stand in the options for those who do without a mouse.
 */
export function TagLayer(props: LayerProps) {
  const { editor, item, onChange } = props;
  const [asking, setAsking] = useState<Spot | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  const offers = offeredFields(editor.post.format, editor.account.login);
  const onPress = (event: MouseEvent) => {
    if (event.target === layer.current) setAsking(spotOf(layer.current, event));
  };
  return (
    // The keyboard's way to a new tag is the field in the options; this press is the mouse's.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div ref={layer} className={styles["layer"]} onClick={onPress}>
      {tagsOf(item).map((tag) => (
        <TagMark
          key={`${tag.kind} ${tag.label}`}
          tag={tag}
          layer={layer}
          onMove={(spot) => onChange(withTagAt(item, tag, spot))}
          onRemove={() => onChange(withoutTag(item, tag))}
        />
      ))}
      {asking === null && tagsOf(item).length === 0 && (
        <span className={styles["hint"]}>Press where someone or something is.</span>
      )}
      {asking && (
        <TagForm
          spot={asking}
          item={item}
          hasProducts={offers.productTags.isOffered}
          onAdd={(patch) => onChange(patch)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function TagMark(props: {
  readonly tag: PlacedTag;
  readonly layer: { readonly current: HTMLDivElement | null };
  readonly onMove: (spot: Spot) => void;
  readonly onRemove: () => void;
}) {
  const { tag, layer } = props;
  /** How far from its place it was taken hold of; null while it is not. */
  const held = useRef<Spot | null>(null);
  const spot = tag.spot ?? MIDDLE;
  const onKey = (event: KeyboardEvent) => {
    const to = movedBy(event, spot);
    if (to === null && event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    event.stopPropagation();
    if (to) props.onMove(to);
    else props.onRemove();
  };
  const onDown = (event: PointerEvent<HTMLElement>) => {
    if (!layer.current) return;
    const at = spotOf(layer.current, event);
    held.current = { x: spot.x - at.x, y: spot.y - at.y };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent<HTMLElement>) => {
    if (!held.current || !layer.current) return;
    const at = spotOf(layer.current, event);
    props.onMove({ x: at.x + held.current.x, y: at.y + held.current.y });
  };
  const onUp = () => {
    held.current = null;
  };
  return (
    <button
      type="button"
      className={styles["mark"]}
      style={{ left: `${spot.x * 100}%`, top: `${spot.y * 100}%` }}
      data-unplaced={tag.spot === null || undefined}
      data-side={spot.x > 0.66 ? "right" : spot.x < 0.33 ? "left" : "middle"}
      aria-label={`${tag.label}, ${spotWords(tag.spot)}. Arrow keys move it, Delete takes it out`}
      onKeyDown={onKey}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={onUp}
    >
      {tag.label}
    </button>
  );
}

function movedBy(event: KeyboardEvent, from: Spot): Spot | null {
  const by = event.shiftKey ? LEAP : STEP;
  switch (event.key) {
    case "ArrowLeft":
      return { x: from.x - by, y: from.y };
    case "ArrowRight":
      return { x: from.x + by, y: from.y };
    case "ArrowUp":
      return { x: from.x, y: from.y - by };
    case "ArrowDown":
      return { x: from.x, y: from.y + by };
    default:
      return null;
  }
}

function spotOf(
  layer: HTMLElement,
  at: { readonly clientX: number; readonly clientY: number },
): Spot {
  const box = layer.getBoundingClientRect();
  return { x: (at.clientX - box.left) / box.width, y: (at.clientY - box.top) / box.height };
}
