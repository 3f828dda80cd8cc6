import type { LucideIcon } from "lucide-react";
import { ToggleButton } from "react-aria-components";
import styles from "./chip.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { Tone } from "./tone.ts";

/** A filter that is on or off, with how many it holds. */
export function Chip(props: {
  readonly children: string;
  readonly isSelected: boolean;
  readonly icon?: LucideIcon;
  readonly tone?: Tone;
  readonly count?: number;
  readonly onChange: (isSelected: boolean) => void;
}) {
  return (
    <ToggleButton
      isSelected={props.isSelected}
      onChange={props.onChange}
      className={classNames(styles["chip"], props.tone)}
    >
      {props.icon && <Icon of={props.icon} size={14} />}
      {props.children}
      {props.count !== undefined && <span className={styles["count"]}>{props.count}</span>}
    </ToggleButton>
  );
}
