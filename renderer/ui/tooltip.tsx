import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";
import styles from "./tooltip.module.css";

/** A few words on what is under the pointer or in focus. The child must be a react-aria button or focusable. */
export function Tooltip(props: {
  readonly text: string;
  readonly keys?: string | undefined;
  readonly children: ReactElement;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {props.children}
      <AriaTooltip offset={6} className={styles["tooltip"] ?? ""}>
        {props.text}
        {props.keys && <span className={styles["keys"]}>{props.keys}</span>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
