import { memo, useMemo, useRef, useState } from "react";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { CalendarActions } from "./actions.ts";
import type { DayIndex } from "./day-index.ts";
import { type Day, monthDays, type WeekStart } from "./days.ts";
import { placeOnDay } from "./drop-place.ts";
import { stepFrom } from "./keyboard.ts";
import { MonthCell } from "./month-cell.tsx";
import styles from "./month-view.module.css";
import { QuickActions } from "./quick-actions.tsx";
import { useCapacity } from "./use-capacity.ts";
import { useHoveredPost } from "./use-hovered-post.ts";
import { useSpot } from "./use-spot.ts";
import { useViewInput } from "./use-view-input.ts";
import { monthTitle, weekdayName } from "./words.ts";

const NONE: readonly CalendarEntry[] = [];

export type MonthViewProps = {
  /** Any day of the month. */
  readonly month: Day;
  readonly today: Day;
  readonly weekStart: WeekStart;
  readonly index: DayIndex;
  /** Days on which the clocks change. */
  readonly changes: ReadonlyMap<Day, "forward" | "back">;
  readonly actions: CalendarActions;
  /** Rows a day shows before "+N more"; as many as fit when left out. */
  readonly capacity?: number;
  /** The keyboard went to a day of another month. */
  readonly onMonth: (day: Day) => void;
};

/** A month of posts: an ARIA grid with one place for the Tab key, pointer, keys and drags heard once for all cells. */
export const MonthView = memo(function MonthView(props: MonthViewProps) {
  const { month, weekStart, index, today } = props;
  const view = useRef<HTMLDivElement>(null);
  const days = useMemo(() => monthDays(month, weekStart), [month, weekStart]);
  const weeks = days.length / 7;
  const fitting = useCapacity(view, weeks, props.capacity !== undefined);
  const capacity = props.capacity ?? fitting;
  const [expanded, setExpanded] = useState<Day | null>(null);
  const { spot, goTo, note } = useSpot(view, { day: startDay(month, today), postId: null });
  const tabDay =
    days.includes(spot.day) && inMonth(spot.day, month) ? spot.day : startDay(month, today);
  const tabStop = { day: tabDay, postId: tabDay === spot.day ? spot.postId : null };
  const hovered = useHoveredPost(view, index);
  const toggleDay = (day: Day) => {
    const count = index.get(day)?.length ?? 0;
    const isOpening = expanded !== day && count > capacity;
    if (!isOpening && expanded !== day) return false;
    setExpanded(isOpening ? day : null);
    goTo({ day, postId: null });
    if (isOpening) props.actions.announce(`All ${count} posts of the day are shown.`);
    return true;
  };
  useViewInput(view, {
    index,
    actions: props.actions,
    note,
    toggleDay,
    placeAt: placeOnDay,
    goTo: (next) => {
      if (!inMonth(next.day, month)) props.onMonth(next.day);
      goTo(next);
    },
    step: (from, key) =>
      stepFrom(from, key, {
        weekStart,
        postsOn: (day) => postsOn(index.get(day), day === expanded ? undefined : capacity),
      }),
    close: () => expanded !== null && toggleDay(expanded),
  });

  return (
    <div className={styles["view"]}>
      <div className={styles["heads"]} aria-hidden="true">
        {days.slice(0, 7).map((day) => (
          <div key={day}>{weekdayName(day)}</div>
        ))}
      </div>
      <div
        ref={view}
        role="grid"
        aria-label={monthTitle(month)}
        aria-describedby="calendar-keys"
        className={styles["weeks"]}
      >
        {/* Keyed by place, not by day: turning the page changes what cells say instead of making new ones. */}
        {Array.from({ length: weeks }, (_, week) => (
          <div key={week} role="row" className={styles["week"]}>
            {days.slice(week * 7, week * 7 + 7).map((day, column) => (
              <MonthCell
                key={column}
                day={day}
                entries={index.get(day) ?? NONE}
                capacity={capacity}
                isOut={!inMonth(day, month)}
                isPast={day < today}
                isToday={day === today}
                isExpanded={expanded === day}
                opensUp={week > 2}
                change={props.changes.get(day)}
                active={tabStop.day === day ? (tabStop.postId ?? "day") : null}
              />
            ))}
          </div>
        ))}
        {hovered && (
          <QuickActions entry={hovered.entry} place={hovered.place} actions={props.actions} />
        )}
      </div>
    </div>
  );
});

function postsOn(
  entries: readonly CalendarEntry[] = NONE,
  capacity: number | undefined,
): readonly string[] {
  return entries.slice(0, capacity).map((entry) => entry.postId);
}

function inMonth(day: Day, month: Day): boolean {
  return day.slice(0, 7) === month.slice(0, 7);
}

function startDay(month: Day, today: Day): Day {
  return inMonth(today, month) ? today : `${month.slice(0, 8)}01`;
}
