import { memo, useMemo } from "react";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { Day } from "./days.ts";
import { PostCard } from "./post-card.tsx";
import { CARD_PX, HOUR_PX, layOutDay } from "./week-layout.ts";
import styles from "./week-view.module.css";

/** One day by the hour. */
export const WeekDay = memo(function WeekDay(props: {
  readonly day: Day;
  readonly entries: readonly CalendarEntry[];
  /** Minutes since midnight; null on every other day. */
  readonly nowMinute: number | null;
  readonly active: string | null;
}) {
  const { day, entries, active, nowMinute } = props;
  const { placed, crowds } = useMemo(() => layOutDay(entries), [entries]);
  return (
    <div
      role="gridcell"
      aria-current={nowMinute === null ? undefined : "date"}
      className={styles["day"]}
      data-day={day}
      data-drop-day={day}
      data-hours={day}
      data-today={nowMinute !== null || undefined}
    >
      {placed.map(({ entry, minute, lane, lanes }) => (
        <div
          key={entry.postId}
          className={styles["place"]}
          style={{
            top: topOf(minute),
            left: `calc(4px + (100% - 8px) * ${lane / lanes})`,
            width: `calc((100% - 8px) / ${lanes})`,
          }}
        >
          <PostCard entry={entry} size="timed" isActive={active === entry.postId} />
        </div>
      ))}
      {crowds.map((crowd) => (
        <span
          key={crowd.minute}
          className={styles["crowd"]}
          style={{ top: Math.min(topOf(crowd.minute) + CARD_PX, 24 * HOUR_PX - 20) }}
        >
          {`+${crowd.entries.length} more`}
        </span>
      ))}
      {nowMinute !== null && (
        <div className={styles["now"]} style={{ top: (nowMinute / 60) * HOUR_PX }} />
      )}
    </div>
  );
});

/** A card late in the evening stands a little higher, so that it is seen whole. */
function topOf(minute: number): number {
  return Math.min((minute / 60) * HOUR_PX, 24 * HOUR_PX - CARD_PX);
}
