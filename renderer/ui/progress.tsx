import { ProgressBar } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./progress.module.css";
import type { Tone } from "./tone.ts";

/** How far something is: `value` of `max`, with what it is for the screen reader. */
export function Progress(props: {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly tone?: Tone;
}) {
  const { value, max } = props;
  return (
    <ProgressBar
      aria-label={props.label}
      value={value}
      maxValue={max}
      className={classNames(styles["bar"], props.tone)}
    >
      {({ percentage }) => (
        <div className={styles["fill"]} style={{ width: `${percentage ?? 0}%` }} />
      )}
    </ProgressBar>
  );
}
