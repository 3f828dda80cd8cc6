import type { ReactNode } from "react";
import styles from "./settings-screen.module.css";

/** A group of settings: what it is about on the left, the controls on the right. */
export function SettingsSection(props: {
  readonly title: string;
  readonly intro: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles["section"]} aria-label={props.title}>
      <div className={styles["intro"]}>
        <h2 className="heading">{props.title}</h2>
        <p className="soft">{props.intro}</p>
      </div>
      <div className={styles["controls"]}>{props.children}</div>
    </section>
  );
}
