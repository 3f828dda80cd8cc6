import { Clock } from "lucide-react";
import { Icon } from "../../ui/icon.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import type { Day } from "./days.ts";
import styles from "./week-view.module.css";
import { weekdayName } from "./words.ts";

/** The names of a week's days, today's in a circle, with what the clocks do. */
export function WeekHeads(props: {
  readonly days: readonly Day[];
  readonly today: Day;
  readonly changes: ReadonlyMap<Day, "forward" | "back">;
  /** The day whose name the Tab key stops at, if any. */
  readonly active: Day | null;
}) {
  return (
    <div className={styles["heads"]} role="row">
      <div role="columnheader">
        <VisuallyHidden>Hour</VisuallyHidden>
      </div>
      {props.days.map((day) => {
        const change = props.changes.get(day);
        return (
          <div
            key={day}
            role="columnheader"
            className={styles["head"]}
            data-today={day === props.today || undefined}
          >
            <button
              type="button"
              className={styles["name"]}
              data-day-name={day}
              tabIndex={props.active === day ? 0 : -1}
            >
              <span>{weekdayName(day)}</span>
              <span className={styles["number"]}>{Number(day.slice(8))}</span>
            </button>
            {change && (
              <span className={styles["change"]} title={`Clocks go ${change}`}>
                <Icon of={Clock} size={12} />
                {change === "back" ? "−1 h" : "+1 h"}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
