import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { LucideIcon } from "lucide-react";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { Spinner } from "./spinner.tsx";

/** `primary` is the one terracotta button of a screen; `danger-primary` only stands in a confirmation. */
export type ButtonKind = "primary" | "plain" | "quiet" | "danger" | "danger-primary";

const KINDS: Readonly<Record<ButtonKind, string | undefined>> = {
  primary: styles["primary"],
  plain: undefined,
  quiet: styles["quiet"],
  danger: styles["danger"],
  "danger-primary": styles["dangerPrimary"],
};

export type ButtonProps = {
  readonly children: ReactNode;
  readonly kind?: ButtonKind;
  readonly size?: "small" | "medium" | "large";
  readonly icon?: LucideIcon;
  /** Under way: shows a spinner and takes no second press. */
  readonly busy?: boolean;
  readonly isDisabled?: boolean;
  readonly type?: "button" | "submit";
  /** In a dialog: the one that has the focus when it opens. */
  readonly takesFocus?: boolean;
  readonly className?: string | undefined;
  readonly "aria-describedby"?: string | undefined;
  readonly onPress?: () => void;
};

/** A button with words. */
export function Button(props: ButtonProps) {
  const { kind = "plain", size = "medium", busy = false, icon, children, className } = props;
  return (
    <AriaButton
      type={props.type ?? "button"}
      isDisabled={props.isDisabled ?? false}
      isPending={busy}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to put the focus somewhere
      autoFocus={props.takesFocus ?? false}
      onPress={() => props.onPress?.()}
      {...(props["aria-describedby"] !== undefined && {
        "aria-describedby": props["aria-describedby"],
      })}
      className={classNames(
        styles["button"],
        KINDS[kind],
        size === "small" && styles["small"],
        size === "large" && styles["large"],
        className,
      )}
    >
      <Sign busy={busy} icon={icon} size={size === "small" ? 14 : 16} />
      {children}
    </AriaButton>
  );
}

function Sign(props: {
  readonly busy: boolean;
  readonly icon: LucideIcon | undefined;
  readonly size: 14 | 16;
}) {
  if (props.busy) return <Spinner label="Working" />;
  return props.icon ? <Icon of={props.icon} size={props.size} /> : null;
}
