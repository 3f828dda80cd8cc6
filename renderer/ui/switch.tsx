import { Switch as AriaSwitch } from "react-aria-components";
import { VisuallyHidden } from "./visually-hidden.tsx";
import styles from "./switch.module.css";

/** On or off, at once. */
export function Switch(props: {
  readonly label: string;
  readonly isSelected: boolean;
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
  readonly onChange: (isSelected: boolean) => void;
}) {
  return (
    <AriaSwitch
      className={styles["switch"] ?? ""}
      isSelected={props.isSelected}
      isDisabled={props.isDisabled ?? false}
      onChange={props.onChange}
    >
      <span className={styles["track"]}>
        <span className={styles["thumb"]} />
      </span>
      {props.isLabelHidden ? (
        <VisuallyHidden>{props.label}</VisuallyHidden>
      ) : (
        <span className={styles["words"]}>{props.label}</span>
      )}
    </AriaSwitch>
  );
}
