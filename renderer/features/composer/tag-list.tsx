import { Crosshair, X } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { LIMITS } from "../../../shared/rules/limits.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { OptionLine } from "./option-fields.tsx";
import { changeMedia } from "./media-changes.ts";
import { tagsOf, withoutTag, withTag, type PlacedTag } from "./tags.ts";
import styles from "./tag-list.module.css";
import type { Editor } from "./use-editor.ts";

/** Who, or what, is in the picture looked at, and a field for one more: it goes to the middle, to be moved from there. */
export function TagList(props: { readonly editor: Editor; readonly kind: PlacedTag["kind"] }) {
  const { editor, kind } = props;
  const { post, panels, library, bench, isReadOnly } = editor;
  const [typed, setTyped] = useState("");
  const item = post.media[panels.index];
  if (!item) return <span className="small soft">Add a picture first.</span>;
  const isVideo = library.byId.get(item.mediaId)?.kind === "video";
  if (isVideo && kind === "user" && post.format === "carousel")
    return <span className="small soft">In a carousel, only pictures can have tagged people.</span>;
  const hasPlace = !isVideo;
  const add = () => {
    const spot = hasPlace ? { x: 0.5, y: 0.5 } : null;
    const patch = withTag(item, { kind, typed, spot });
    setTyped("");
    if (patch === null) return;
    changeMedia(bench, panels.index, patch);
    if (hasPlace) panels.setTagging(true);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    add();
  };
  const where = post.media.length > 1 ? ` in number ${panels.index + 1}` : "";
  return (
    <>
      {tagsOf(item)
        .filter((tag) => tag.kind === kind)
        .map((tag) => (
          <span key={tag.label} className={styles["tag"]}>
            {tag.label}
            {!isReadOnly && (
              <IconButton
                size="small"
                icon={X}
                label={`Take out ${tag.label}`}
                onPress={() => changeMedia(bench, panels.index, withoutTag(item, tag))}
              />
            )}
          </span>
        ))}
      {/* Enter adds what stands in the field inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <span className={styles["field"]} onKeyDown={onKey}>
        <OptionLine
          label={kind === "user" ? `Tag an account${where}` : `Tag a product${where}`}
          value={typed}
          placeholder={placeholderOf(kind, where)}
          isReadOnly={isReadOnly}
          onChange={setTyped}
          onBlur={add}
        />
      </span>
      {hasPlace && !isReadOnly && item[kind === "user" ? "userTags" : "productTags"].length > 0 && (
        <IconButton
          size="small"
          icon={Crosshair}
          label="Place them in the picture"
          onPress={() => panels.setTagging(!panels.isTagging)}
        />
      )}
    </>
  );
}

function placeholderOf(kind: PlacedTag["kind"], where: string): string {
  if (kind === "user") return `@account${where}, up to ${LIMITS.userTags}`;
  return `Number in the catalogue${where}, up to ${LIMITS.productTags}`;
}
