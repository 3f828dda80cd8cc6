import { Button as AriaButton } from "react-aria-components";
import type { LucideIcon } from "lucide-react";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { Tooltip } from "./tooltip.tsx";

export type IconButtonProps = {
  /** What it does, for the tooltip and the screen reader. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly kind?: "plain" | "quiet" | "danger";
  readonly size?: "small" | "medium" | "large";
  readonly isDisabled?: boolean;
  /** Keys that do the same, shown in the tooltip. */
  readonly keys?: string;
  readonly className?: string | undefined;
  readonly onPress?: () => void;
};

/** A square button that says what it does in a tooltip. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, kind = "quiet", size = "medium", keys } = props;
  return (
    <Tooltip text={label} keys={keys}>
      <AriaButton
        aria-label={label}
        isDisabled={props.isDisabled ?? false}
        onPress={() => props.onPress?.()}
        className={classNames(
          styles["button"],
          styles["square"],
          kind !== "plain" && styles["quiet"],
          kind === "danger" && styles["danger"],
          size === "small" && styles["small"],
          size === "large" && styles["large"],
          props.className,
        )}
      >
        <Icon of={icon} size={size === "small" ? 14 : 16} />
      </AriaButton>
    </Tooltip>
  );
}
