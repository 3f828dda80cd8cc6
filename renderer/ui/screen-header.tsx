import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./screen-header.module.css";

/** The 56 px head of a screen: its title (which takes focus when she comes here), what belongs to it, its actions. */
export function ScreenHeader(props: {
  readonly title: string;
  /** Before the title: the way back. */
  readonly before?: ReactNode;
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  readonly isRuled?: boolean;
}) {
  return (
    <header className={classNames(styles["header"], props.isRuled && styles["ruled"])}>
      {props.before && <div className={styles["before"]}>{props.before}</div>}
      <h1 className="title nowrap" tabIndex={-1} data-screen-title="">
        {props.title}
      </h1>
      {props.aside && <div className={styles["aside"]}>{props.aside}</div>}
      {props.actions && <div className={styles["actions"]}>{props.actions}</div>}
    </header>
  );
}
