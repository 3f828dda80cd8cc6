import { useLayoutEffect, useRef, type RefObject } from "react";
import { wallTimeAt } from "../../../shared/rules/schedule.ts";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import type { CalendarActions } from "./actions.ts";
import type { DayIndex } from "./day-index.ts";
import { addDays, type Day, type WeekStart } from "./days.ts";
import { placeInHours } from "./drop-place.ts";
import { stepInWeek } from "./keyboard.ts";
import { QuickActions } from "./quick-actions.tsx";
import { useHoveredPost } from "./use-hovered-post.ts";
import { useSpot } from "./use-spot.ts";
import { useViewInput } from "./use-view-input.ts";
import { WeekDay } from "./week-day.tsx";
import { HOUR_PX, minuteOf } from "./week-layout.ts";
import { HourScale } from "./hour-scale.tsx";
import { WeekHeads } from "./week-heads.tsx";
import styles from "./week-view.module.css";
import { rangeTitle } from "./words.ts";

const NONE: readonly CalendarEntry[] = [];
const FIRST_HOUR = 8;
/** An hour stands on its line: the first one shown is shown whole. */
const HALF_LABEL_PX = 10;

/** Seven days by the hour. Drags snap to the quarter hour, with Alt to the minute. */
export function WeekView(props: {
  readonly days: readonly Day[];
  readonly today: Day;
  readonly now: number;
  readonly zone: string;
  readonly weekStart: WeekStart;
  readonly index: DayIndex;
  readonly changes: ReadonlyMap<Day, "forward" | "back">;
  readonly actions: CalendarActions;
  /** The keyboard went to a day of another week. */
  readonly onDay: (day: Day) => void;
}) {
  const { days, today, index, actions } = props;
  const view = useRef<HTMLDivElement>(null);
  const hours = useRef<HTMLDivElement>(null);
  const first = days.includes(today) ? today : (days[0] ?? today);
  const { spot, goTo, note } = useSpot(view, { day: first, postId: null });
  const tabStop = days.includes(spot.day) ? spot : { day: first, postId: null };
  const hovered = useHoveredPost(view, index);
  const nowMinute = minuteOf(wallTimeAt(props.now, props.zone));
  useFirstHour(hours, index, days);
  useViewInput(view, {
    index,
    actions,
    note,
    placeAt: placeInHours,
    goTo: (next) => {
      if (!days.includes(next.day)) props.onDay(next.day);
      goTo(next);
    },
    step: (from, key) =>
      stepInWeek(from, key, {
        weekStart: props.weekStart,
        postsOn: (day) => (index.get(day) ?? NONE).map((entry) => entry.postId),
      }),
  });
  return (
    <div
      ref={view}
      role="grid"
      aria-label={rangeTitle(days[0] ?? today, addDays(days[0] ?? today, 6))}
      aria-describedby="calendar-keys"
      className={styles["view"]}
    >
      <WeekHeads
        days={days}
        today={today}
        changes={props.changes}
        active={tabStop.postId === null ? tabStop.day : null}
      />
      <div
        ref={hours}
        role="rowgroup"
        className={styles["hours"]}
        // A week without posts has nothing to focus in it, and still scrolls by keys.
        {...(!days.some((day) => index.has(day)) && { tabIndex: 0 })}
      >
        <HourScale isThisWeek={days.includes(today)} nowMinute={nowMinute} />
        <div role="row" className={styles["row"]}>
          {" "}
          {days.map((day) => (
            <WeekDay
              key={day}
              day={day}
              entries={index.get(day) ?? NONE}
              nowMinute={day === today ? nowMinute : null}
              active={tabStop.day === day ? tabStop.postId : null}
            />
          ))}
        </div>{" "}
        {days.includes(today) && (
          <div
            className={styles["thread"]}
            aria-hidden="true"
            style={{ top: (nowMinute / 60) * HOUR_PX }}
          />
        )}
      </div>
      {hovered && <QuickActions entry={hovered.entry} place={hovered.place} actions={actions} />}
    </div>
  );
}

/** Begins at eight, or at the first post when that is earlier. */
function useFirstHour(
  hours: RefObject<HTMLElement | null>,
  index: DayIndex,
  days: readonly Day[],
): void {
  const week = days[0];
  const isRead = index.size > 0;
  useLayoutEffect(() => {
    const earliest = Math.min(
      FIRST_HOUR,
      ...days.flatMap((day) => {
        const [entry] = index.get(day) ?? NONE;
        return entry ? [minuteOf(entry.plan.wallTime) / 60 - 0.25] : [];
      }),
    );
    if (hours.current) hours.current.scrollTop = Math.max(0, earliest * HOUR_PX - HALF_LABEL_PX);
    // Only where a week is first seen: a move must not scroll what she looks at.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [week, isRead]);
}
