import { Play } from "lucide-react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { Media } from "../../../shared/contract/media.ts";
import { formatPlayingTime } from "../../lib/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Picture } from "../../ui/picture.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import styles from "./picture-picker.module.css";

type GridProps = {
  readonly items: readonly Media[];
  readonly emptyWords: string;
  /** What is marked, in the order of marking; null where one press chooses. */
  readonly marked: readonly Media[] | null;
  readonly onMarked: (media: readonly Media[]) => void;
  readonly onChoose: (media: readonly Media[]) => void;
};

/** The library to choose from. Where several are taken they are marked in the order in which the post will show them. */
export function PickerGrid(props: GridProps) {
  const { items, marked } = props;
  const onSelect = (keys: "all" | ReadonlySet<string | number>) => {
    if (marked === null || keys === "all") return;
    const kept = marked.filter((media) => keys.has(media.id));
    const fresh = items.filter((media) => keys.has(media.id) && numberOf(marked, media) === null);
    props.onMarked([...kept, ...fresh]);
  };
  const onAction = (key: string | number) => {
    const media = items.find((item) => item.id === key);
    if (media) props.onChoose([media]);
  };
  return (
    <ListBox
      aria-label="Pictures and videos"
      layout="grid"
      items={items}
      dependencies={[marked]}
      className={styles["grid"] ?? ""}
      renderEmptyState={() => <p className={styles["empty"]}>{props.emptyWords}</p>}
      {...(marked === null
        ? { selectionMode: "single", onAction }
        : {
            selectionMode: "multiple",
            selectedKeys: marked.map((media) => media.id),
            onSelectionChange: onSelect,
          })}
    >
      {(media) => <Tile media={media} number={numberOf(marked, media)} />}
    </ListBox>
  );
}

function numberOf(marked: GridProps["marked"], media: Media): number | null {
  const at = marked?.findIndex((item) => item.id === media.id) ?? -1;
  return at === -1 ? null : at + 1;
}

function Tile(props: { readonly media: Media; readonly number: number | null }) {
  const { media, number } = props;
  return (
    <ListBoxItem id={media.id} textValue={media.name} className={styles["tile"] ?? ""}>
      <span className={styles["photo"]}>
        <Picture src={media.thumbnail} alt="" ratio="4:5" isLazy />
        {number !== null && <span className={styles["number"]}>{number}</span>}
        {media.video && (
          <span className={styles["length"]}>
            <Icon of={Play} size={12} />
            <VisuallyHidden>Video, </VisuallyHidden>
            {formatPlayingTime(media.video.durationMs)}
          </span>
        )}
      </span>
      <span className={styles["name"]}>{media.name}</span>
    </ListBoxItem>
  );
}
