import { CircleAlert, CircleCheck, CircleX, Info } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import styles from "./notice.module.css";

const LOOKS = {
  good: { icon: CircleCheck, hue: "sage" },
  bad: { icon: CircleX, hue: "rose" },
  warn: { icon: CircleAlert, hue: "ochre" },
  plain: { icon: Info, hue: "grey" },
} as const;

/** A sentence in its place: what went wrong beside what caused it, and a way on. Bad ones are read out. */
export function Notice(props: {
  readonly tone: keyof typeof LOOKS;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string | undefined;
}) {
  const look = LOOKS[props.tone];
  return (
    <div
      role={props.tone === "bad" ? "alert" : "note"}
      className={classNames(styles["notice"], look.hue, props.className)}
    >
      <Icon of={look.icon} />
      <div className={styles["body"]}>{props.children}</div>
      {props.action && <div className={styles["action"]}>{props.action}</div>}
    </div>
  );
}
