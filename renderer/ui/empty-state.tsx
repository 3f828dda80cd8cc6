import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

/** Nothing here yet: one line drawing, one sentence, one button. */
export function EmptyState(props: {
  readonly drawing: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles["empty"]}>
      <div className={styles["drawing"]} aria-hidden="true">
        {props.drawing}
      </div>
      <p className={styles["sentence"]}>{props.children}</p>
      {props.action}
    </div>
  );
}
