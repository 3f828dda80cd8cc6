import { useState, type KeyboardEvent } from "react";
import type { PostMedia } from "../../../shared/contract/posts.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import styles from "./tag-layer.module.css";
import { withTag, type PlacedTag, type Spot } from "./tags.ts";

const KINDS = [
  { value: "user", label: "Account" },
  { value: "product", label: "Product" },
] as const;

/** Asks who or what stands at a place of the picture. Enter puts it there, Escape lets it be. */
export function TagForm(props: {
  readonly spot: Spot;
  readonly item: PostMedia;
  readonly hasProducts: boolean;
  readonly onAdd: (patch: Partial<PostMedia>) => void;
  readonly onClose: () => void;
}) {
  const [kind, setKind] = useState<PlacedTag["kind"]>("user");
  const [typed, setTyped] = useState("");
  const add = () => {
    const patch = withTag(props.item, { kind, typed, spot: props.spot });
    if (patch) props.onAdd(patch);
    props.onClose();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") add();
    else props.onClose();
  };
  return (
    <>
      <span
        className={styles["spot"]}
        style={{ left: `${props.spot.x * 100}%`, top: `${props.spot.y * 100}%` }}
      />
      {/* Enter and Escape belong to the field inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={styles["form"]} data-low={props.spot.y < 0.5 || undefined} onKeyDown={onKey}>
        {props.hasProducts && (
          <Segmented label="What is there" value={kind} options={KINDS} onChange={setKind} />
        )}
        <Field
          label={kind === "user" ? "Account" : "Product"}
          isLabelHidden
          takesFocus
          placeholder={kind === "user" ? "@account" : "Number in the catalogue"}
          value={typed}
          onChange={setTyped}
        />
        <Button size="small" onPress={add}>
          Tag
        </Button>
      </div>
    </>
  );
}
