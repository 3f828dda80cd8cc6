import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { FORMAT_WORDS } from "../../ui/format-words.ts";
import { STATUS_LOOKS } from "../../ui/status-looks.ts";
import styles from "./post-card.module.css";
import marks from "./status-mark.module.css";
import { clockTime } from "./words.ts";

type Size = "large" | "row" | "timed";

const CARD = `${styles["card"]} ${marks["mark"]}`;
const CLASSES: Readonly<Record<Size, string>> = {
  large: `${CARD} ${styles["large"]}`,
  row: `${CARD} ${styles["row"]}`,
  timed: `${CARD} ${styles["timed"]}`,
};
const BARE = styles["bare"] ?? "";

/**
 * One post in a calendar: a large picture beside two lines of title, or a compact row. Clicks, keys and drags are taken
 * by the view around it. With a hundred of them on one screen every
 * element and attribute counts: the picture, or the empty place for it, the time, the title and the status are one each.
 */
export function PostCard(props: {
  readonly entry: CalendarEntry;
  readonly size: Size;
  readonly isActive: boolean;
}) {
  const { entry, size } = props;
  const { status, thumbnail, format } = entry;
  const mark = <i>{STATUS_LOOKS[status].word}</i>;
  return (
    <a
      href={`/composer/${encodeURIComponent(entry.postId)}`}
      className={`${CLASSES[size]} ${thumbnail === null ? BARE : ""}`}
      data-mark={status}
      data-format={format === "image" ? undefined : format}
      title={format === "image" ? undefined : FORMAT_WORDS[format]}
      data-post={entry.postId}
      tabIndex={props.isActive ? 0 : -1}
    >
      {thumbnail !== null && (
        <img
          key={thumbnail}
          src={thumbnail}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
        />
      )}
      <b>{clockTime(entry.plan.wallTime)}</b>
      {size === "row" && mark}
      <span className={styles["title"]}>{entry.title}</span>
      {size !== "row" && mark}
    </a>
  );
}
