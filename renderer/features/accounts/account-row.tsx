import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/tone.ts";
import styles from "./accounts-screen.module.css";

/** One thing known about an account, as a sentence, with what can be done about it. */
export function AccountRow(props: {
  readonly icon: LucideIcon;
  readonly tone: Tone;
  readonly title: string;
  readonly children: ReactNode;
  readonly isWarning?: boolean;
  readonly action?: ReactNode;
}) {
  return (
    <li
      className={classNames(styles["row"], props.tone)}
      {...(props.isWarning && { "data-warn": "" })}
    >
      <Icon of={props.icon} size={20} />
      <div className={styles["words"]}>
        <h3 className="medium">{props.title}</h3>
        <p className={classNames("small", !props.isWarning && "soft")}>{props.children}</p>
      </div>
      {props.action && <div className={styles["actions"]}>{props.action}</div>}
    </li>
  );
}
