import { HOUR_PX } from "./week-layout.ts";
import styles from "./week-view.module.css";

const HOURS = Array.from({ length: 23 }, (_, index) => index + 1);

/** The hours down the left edge, and the time now in their midst while this week is shown. */
export function HourScale(props: { readonly isThisWeek: boolean; readonly nowMinute: number }) {
  const { isThisWeek, nowMinute } = props;
  return (
    <div className={styles["scale"]} aria-hidden="true">
      {HOURS.map((hour) => (
        <span
          key={hour}
          style={{ top: hour * HOUR_PX }}
          hidden={isThisWeek && Math.abs(hour * 60 - nowMinute) < 20}
        >
          {clock(hour * 60)}
        </span>
      ))}
      {isThisWeek && <b style={{ top: (nowMinute / 60) * HOUR_PX }}>{clock(nowMinute)}</b>}
    </div>
  );
}

function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
