import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { STATUS_LOOKS, type Status } from "./status-looks.ts";
import styles from "./status-badge.module.css";

/** A post's status as icon, word and colour together. `pill` gives it a ground. */
export function StatusBadge(props: {
  readonly status: Status;
  readonly shape?: "plain" | "pill";
  readonly iconSize?: 12 | 14 | 16;
}) {
  const look = STATUS_LOOKS[props.status];
  return (
    <span
      className={classNames(styles["badge"], look.tone, props.shape === "pill" && styles["pill"])}
    >
      <Icon of={look.icon} size={props.iconSize ?? 14} />
      {look.word}
    </span>
  );
}
