import type { LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import styles from "./menu.module.css";

/** One thing a menu can do, or a line between two groups. */
export type MenuEntry =
  | {
      readonly id: string;
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly keys?: string;
      readonly isDangerous?: boolean;
      readonly isDisabled?: boolean;
      readonly onAction: () => void;
    }
  | "line";

/** Opens under `children`, which must be a button. */
export function Menu(props: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly children: ReactElement;
  readonly placement?: "bottom start" | "bottom end" | "right top";
}) {
  return (
    <MenuTrigger>
      {props.children}
      <Popover
        className={styles["popover"] ?? ""}
        offset={4}
        placement={props.placement ?? "bottom start"}
      >
        <AriaMenu className={styles["menu"] ?? ""} aria-label={props.label}>
          {props.entries.map((entry, index) =>
            entry === "line" ? (
              <Separator key={`line-${index}`} className={styles["gap"] ?? ""} />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                isDisabled={entry.isDisabled ?? false}
                onAction={() => entry.onAction()}
                className={classNames(styles["item"], entry.isDangerous && styles["danger"])}
              >
                {entry.icon && <Icon of={entry.icon} />}
                <span className={styles["words"]}>{entry.label}</span>
                {entry.keys && <span className={styles["keys"]}>{entry.keys}</span>}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
