import { Check, Play } from "lucide-react";
import { useMemo } from "react";
import {
  Collection,
  GridLayout,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  Size,
  Virtualizer,
} from "react-aria-components";
import type { Media } from "../../../shared/contract/media.ts";
import { formatPlayingTime } from "../../lib/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import styles from "./library.module.css";
import videoStyles from "./video.module.css";

/** The shelf: only what is in sight is in the page, however many pictures there are. Arrows move, one is chosen. */
export function MediaGrid(props: {
  readonly items: readonly Media[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly onMore: (() => void) | null;
}) {
  const options = useMemo(
    () => ({
      minItemSize: new Size(128, 188),
      maxItemSize: new Size(190, 266),
      minSpace: new Size(12, 12),
    }),
    [],
  );
  return (
    <Virtualizer layout={GridLayout} layoutOptions={options}>
      <ListBox
        aria-label="Pictures and videos"
        layout="grid"
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={props.selectedId === null ? [] : [props.selectedId]}
        onSelectionChange={(keys) => {
          const [id] = keys;
          props.onSelect(typeof id === "string" ? id : null);
        }}
        renderEmptyState={() => <p className={styles["none"]}>Nothing matches.</p>}
        className={styles["grid"] ?? ""}
      >
        <Collection items={props.items}>{(media) => <MediaCard media={media} />}</Collection>
        {props.onMore && (
          <ListBoxLoadMoreItem isLoading onLoadMore={props.onMore} className={styles["more"] ?? ""}>
            <Spinner label="Reading more" />
          </ListBoxLoadMoreItem>
        )}
      </ListBox>
    </Virtualizer>
  );
}

function MediaCard(props: { readonly media: Media }) {
  const { media } = props;
  const isDescribed = media.altText.trim() !== "";
  return (
    <ListBoxItem id={media.id} textValue={media.name} className={styles["card"] ?? ""}>
      <Picture
        src={media.thumbnail}
        alt={isDescribed ? media.altText : media.name}
        ratio="4:5"
        className={styles["cardPicture"]}
      />
      {media.video && (
        <span className={videoStyles["length"]}>
          <Icon of={Play} size={12} />
          <VisuallyHidden>Video, </VisuallyHidden>
          {formatPlayingTime(media.video.durationMs)}
        </span>
      )}
      <span className={styles["badges"]}>
        <span>{media.usedCount === 0 ? "Not used" : `Used ${media.usedCount}×`}</span>
        {isDescribed && (
          <span className={styles["badge"]}>
            <Icon of={Check} size={12} />
            Alt
          </span>
        )}
      </span>
    </ListBoxItem>
  );
}
