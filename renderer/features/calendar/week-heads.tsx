import { Clock } from "lucide-react";
import { Icon } from "../../ui/icon.tsx";
import type { Day } from "./days.ts";
import styles from "./week-view.module.css";
import { weekdayName } from "./words.ts";

/** The names of a week's days, today's in a circle, with what the clocks do. */
export function WeekHeads(props: {
  readonly days: readonly Day[];
  readonly today: Day;
  readonly changes: ReadonlyMap<Day, "forward" | "back">;
}) {
  return (
    <div className={styles["heads"]} aria-hidden="true">
      <div />
      {props.days.map((day) => {
        const change = props.changes.get(day);
        return (
          <div key={day} className={styles["head"]} data-today={day === props.today || undefined}>
            <span>{weekdayName(day)}</span>
            <span className={styles["number"]}>{Number(day.slice(8))}</span>
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
