import { Clock } from "lucide-react";
import { memo, Suspense } from "react";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { later } from "../../lib/later.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Day } from "./days.ts";
import styles from "./month-view.module.css";
import { PostCard } from "./post-card.tsx";
import { dayLabel, longDay, spokenDay } from "./words.ts";

// A full day is opened by a press: the first frame goes without it.
const DayPanel = later(async () => (await import("./day-panel.tsx")).DayPanel);

/** A large card is as high as so many rows, but for two pixels. */
const LARGE_ROWS = 2;

type MonthCellProps = {
  readonly day: Day;
  readonly entries: readonly CalendarEntry[];
  /** How many compact rows fit. */
  readonly capacity: number;
  readonly isOut: boolean;
  readonly isPast: boolean;
  readonly isToday: boolean;
  readonly isExpanded: boolean;
  readonly opensUp: boolean;
  readonly change: "forward" | "back" | undefined;
  /** What of this cell the Tab key stops at: `day`, a post's id, or nothing. */
  readonly active: string | null;
};

/** One day of a month. Drawn again only when something of this day changed. */
export const MonthCell = memo(function MonthCell(props: MonthCellProps) {
  const { day, entries, capacity, active } = props;
  const shown = entries.length > capacity ? entries.slice(0, capacity) : entries;
  const hidden = entries.length - shown.length;
  const size = entries.length === 1 && capacity >= LARGE_ROWS ? "large" : "row";
  const cards = shown.map((entry, place) => (
    <PostCard key={place} entry={entry} size={size} isActive={active === entry.postId} />
  ));
  return (
    <div
      role="gridcell"
      className={styles["cell"]}
      data-day={day}
      data-drop-day={day}
      data-out={props.isOut || undefined}
      data-today={props.isToday || undefined}
      data-expanded={props.isExpanded || undefined}
      aria-current={props.isToday ? "date" : undefined}
    >
      <CellTop {...props} hidden={hidden} />
      {props.isExpanded ? (
        <Suspense fallback={cards}>
          <DayPanel day={day} entries={entries} active={active} opensUp={props.opensUp} />
        </Suspense>
      ) : (
        cards
      )}
    </div>
  );
});

/** The day's number, what its clocks do, "+N more", and the way to a new post. */
function CellTop(props: MonthCellProps & { readonly hidden: number }) {
  const { day, hidden } = props;
  return (
    <div className={styles["top"]}>
      <button
        type="button"
        className={styles["name"]}
        data-day-name={day}
        tabIndex={props.active === "day" ? 0 : -1}
        aria-label={cellLabel(day, props.entries.length, props.change)}
      >
        {dayLabel(day)}
      </button>
      {props.change && hidden === 0 && (
        <span className={styles["note"]}>
          <Icon of={Clock} size={12} />
          {changeWords(props.change)}
        </span>
      )}
      {hidden > 0 && (
        <button
          type="button"
          className={styles["more"]}
          data-more={day}
          tabIndex={-1}
          aria-expanded={props.isExpanded}
          aria-label={`${hidden} more on ${longDay(day)}`}
        >
          {`+${hidden} more`}
        </button>
      )}
      {!props.isPast && (
        <button
          type="button"
          className={styles["add"]}
          data-add={day}
          tabIndex={-1}
          aria-label={`New post on ${longDay(day)}`}
        >
          +
        </button>
      )}
    </div>
  );
}

/** `Clocks go back`. */
function changeWords(change: "forward" | "back"): string {
  return change === "back" ? "Clocks go back" : "Clocks go forward";
}

function cellLabel(day: Day, count: number, change: "forward" | "back" | undefined): string {
  const posts = count === 0 ? "no posts" : count === 1 ? "1 post" : `${count} posts`;
  return `${spokenDay(day)}, ${posts}${change ? `, ${changeWords(change).toLowerCase()}` : ""}`;
}
