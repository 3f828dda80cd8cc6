import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import type { CalendarActions } from "./actions.ts";
import type { DayIndex } from "./day-index.ts";
import type { Day } from "./days.ts";
import { ListRow } from "./list-row.tsx";
import { type ListLine, linesOf, stepInList } from "./list-lines.ts";
import styles from "./list-view.module.css";
import { useSpot } from "./use-spot.ts";
import { useViewInput } from "./use-view-input.ts";

/** The posts of a month one below the other, by day. Only the lines in sight are drawn. */
export function ListView(props: {
  readonly days: readonly Day[];
  readonly today: Day;
  readonly index: DayIndex;
  readonly actions: CalendarActions;
}) {
  const { days, index, today, actions } = props;
  const [isNewestFirst, setNewestFirst] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(index, days, isNewestFirst), [index, days, isNewestFirst]);
  const first = useMemo(() => firstLine(lines, today), [lines, today]);
  const { spot, goTo, note } = useSpot(scroller, { day: today, postId: null });
  const isDrawn = lines.some((line) => line.entry?.postId === spot.postId && spot.postId !== null);
  const active = isDrawn ? spot.postId : (first?.entry?.postId ?? null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (lines[at]?.entry ? 52 : 36),
    getItemKey: (at) => lines[at]?.key ?? at,
    initialRect: { width: 1000, height: 640 },
    overscan: 6,
  });
  const activeAt = lines.findIndex((line) => line.entry && line.entry.postId === active);
  useEffect(() => {
    if (activeAt >= 0) rows.scrollToIndex(activeAt, { align: "auto" });
  }, [activeAt, rows]);
  useViewInput(scroller, {
    index,
    actions,
    goTo,
    note,
    step: (from, key) => stepInList(lines, from, key),
  });
  return (
    <div className={styles["view"]}>
      <div className={styles["bar"]}>
        <Button
          kind="quiet"
          size="small"
          icon={isNewestFirst ? ArrowUp : ArrowDown}
          onPress={() => setNewestFirst(!isNewestFirst)}
        >
          {isNewestFirst ? "Latest first" : "Earliest first"}
        </Button>
      </div>
      <div
        ref={scroller}
        role="grid"
        aria-label="Posts by day"
        aria-rowcount={Math.max(1, lines.length)}
        aria-describedby="calendar-keys"
        className={styles["scroller"]}
      >
        <div style={{ height: rows.getTotalSize(), position: "relative" }} role="rowgroup">
          {rows.getVirtualItems().map((row) => {
            const line = lines[row.index];
            return (
              line && (
                <ListRow
                  key={row.key}
                  line={line}
                  at={row.index}
                  top={row.start}
                  isToday={line.day === today}
                  isActive={line.entry !== null && line.entry.postId === active}
                />
              )
            );
          })}
        </div>
        {lines.length === 0 && (
          <div role="row" className={styles["none"]}>
            <span role="gridcell">No posts match here.</span>
          </div>
        )}
      </div>
    </div>
  );
}

/** Today's first post, or the next one after it. */
function firstLine(lines: readonly ListLine[], today: Day): ListLine | undefined {
  const posts = lines.filter((line) => line.entry !== null);
  return posts.find((line) => line.day >= today) ?? posts[0];
}
