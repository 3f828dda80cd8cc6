import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { STATUS_LOOKS } from "../../ui/status-looks.ts";
import styles from "./post-card.module.css";
import { StatusMark } from "./status-mark.tsx";
import { clockTime } from "./words.ts";

/**
 * One post in a calendar: a large picture beside two lines of title, or a compact row. Clicks, keys and drags are taken
 * by the view around it, so that a card costs nothing but its elements.
 */
export function PostCard(props: {
  readonly entry: CalendarEntry;
  readonly size: "large" | "row" | "timed";
  readonly isActive: boolean;
}) {
  const { entry, size } = props;
  const look = STATUS_LOOKS[entry.status];
  const time = clockTime(entry.plan.wallTime);
  return (
    <a
      href={`/composer/${encodeURIComponent(entry.postId)}`}
      className={`${styles["card"]} ${look.tone}`}
      data-size={size}
      data-post={entry.postId}
      data-status={entry.status}
      tabIndex={props.isActive ? 0 : -1}
    >
      <span className={styles["photo"]}>
        {entry.thumbnail !== null && (
          <img
            key={entry.thumbnail}
            src={entry.thumbnail}
            alt=""
            decoding="async"
            draggable={false}
          />
        )}
      </span>
      <b>{time}</b>
      {size === "row" && <StatusMark status={entry.status} />}
      <span className={styles["title"]}>{entry.title}</span>
      {size !== "row" && <StatusMark status={entry.status} />}
    </a>
  );
}
