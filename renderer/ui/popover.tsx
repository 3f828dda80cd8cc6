import type { ReactElement, ReactNode } from "react";
import { Dialog, DialogTrigger, Popover as AriaPopover } from "react-aria-components";
import styles from "./popover.module.css";

/** A small sheet beside `trigger`, which must be a button. `children` gets how to close it. */
export function Popover(props: {
  readonly label: string;
  readonly trigger: ReactElement;
  readonly placement?: "bottom start" | "bottom end" | "bottom" | "top" | "right" | "left";
  children(close: () => void): ReactNode;
}) {
  return (
    <DialogTrigger>
      {props.trigger}
      <AriaPopover
        className={styles["popover"] ?? ""}
        offset={6}
        placement={props.placement ?? "bottom start"}
      >
        <Dialog aria-label={props.label} className={styles["dialog"] ?? ""}>
          {({ close }) => props.children(close)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
