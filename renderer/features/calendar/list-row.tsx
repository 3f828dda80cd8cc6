import { memo } from "react";
import { FormatMark } from "../../ui/format-mark.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { STATUS_LOOKS } from "../../ui/status-looks.ts";
import type { ListLine } from "./list-lines.ts";
import styles from "./list-view.module.css";
import { clockTime, longDay } from "./words.ts";

/** One line of the list. */
export const ListRow = memo(function ListRow(props: {
  readonly line: ListLine;
  readonly at: number;
  readonly top: number;
  readonly isToday: boolean;
  readonly isActive: boolean;
}) {
  const { entry, day, count } = props.line;
  const style = { transform: `translateY(${props.top}px)` };
  if (entry === null)
    return (
      <div role="row" aria-rowindex={props.at + 1} className={styles["day"]} style={style}>
        <span role="rowheader" data-today={props.isToday || undefined}>
          {props.isToday ? `Today, ${longDay(day)}` : longDay(day)}
        </span>
        <span role="gridcell">{count === 1 ? "1 post" : `${count} posts`}</span>
      </div>
    );
  return (
    <div
      role="row"
      aria-rowindex={props.at + 1}
      className={`${styles["post"]} ${STATUS_LOOKS[entry.status].tone}`}
      style={style}
      data-day={day}
      data-post={entry.postId}
      data-status={entry.status}
      tabIndex={props.isActive ? 0 : -1}
    >
      <span role="gridcell" className="numbers medium">
        {clockTime(entry.plan.wallTime)}
      </span>
      <span role="gridcell" className={styles["photo"]}>
        {entry.thumbnail !== null && <img src={entry.thumbnail} alt="" decoding="async" />}
      </span>
      <span role="gridcell" className="cut">
        {entry.title} <FormatMark format={entry.format} />
      </span>
      <span role="gridcell">
        <StatusBadge status={entry.status} />
      </span>
    </div>
  );
});
