import type { LucideIcon } from "lucide-react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { Icon } from "./icon.tsx";
import styles from "./segmented.module.css";

/** One of a few, all in sight: Month, Week, List. `label` says what is chosen, for the screen reader. */
export function Segmented<V extends string>(props: {
  readonly label: string;
  readonly value: V;
  readonly options: readonly {
    readonly value: V;
    readonly label: string;
    readonly icon?: LucideIcon;
  }[];
  readonly onChange: (value: V) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={props.label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.value]}
      onSelectionChange={(keys) => {
        const [value] = keys;
        if (value !== undefined) props.onChange(value as V);
      }}
      className={styles["group"] ?? ""}
    >
      {props.options.map((option) => (
        <ToggleButton key={option.value} id={option.value} className={styles["option"] ?? ""}>
          {option.icon && <Icon of={option.icon} />}
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
