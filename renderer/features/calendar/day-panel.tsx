import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { Day } from "./days.ts";
import styles from "./month-view.module.css";
import { PostCard } from "./post-card.tsx";
import { shortDay } from "./words.ts";

const ROW_PX = 34;
const HEAD_PX = 30;
const MOST_PX = 320;

/** All posts of a full day, over the cells beside it. Only the rows in sight are drawn. */
export function DayPanel(props: {
  readonly day: Day;
  readonly entries: readonly CalendarEntry[];
  readonly active: string | null;
  readonly opensUp: boolean;
}) {
  const { entries, active } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const height = Math.min(entries.length * ROW_PX + 6, MOST_PX);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => entries[index]?.postId ?? index,
    initialRect: { width: 150, height },
    overscan: 4,
  });
  const activeIndex = entries.findIndex((entry) => entry.postId === active);
  useEffect(() => {
    if (activeIndex >= 0) rows.scrollToIndex(activeIndex);
  }, [activeIndex, rows]);
  return (
    <div
      className={styles["panel"]}
      data-up={props.opensUp || undefined}
      style={{ height: height + HEAD_PX }}
    >
      <div className={styles["panelHead"]}>
        <b>{shortDay(props.day)}</b>
        <button type="button" className={styles["more"]} data-more={props.day} tabIndex={-1}>
          Show less
        </button>
      </div>
      <div ref={scroller} className={styles["panelRows"]} style={{ height }}>
        <div style={{ height: rows.getTotalSize(), position: "relative" }}>
          {rows.getVirtualItems().map((row) => {
            const entry = entries[row.index];
            return (
              entry && (
                <div
                  key={row.key}
                  className={styles["panelRow"]}
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <PostCard entry={entry} size="row" isActive={active === entry.postId} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}
