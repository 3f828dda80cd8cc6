import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button,
  ComboBox as AriaComboBox,
  Input,
  Label,
  ListBox,
  ListLayout,
  Popover,
  Virtualizer,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FieldNotes } from "./field.tsx";
import fieldStyles from "./field.module.css";
import { Icon } from "./icon.tsx";
import { SelectOption, type Option } from "./select.tsx";
import styles from "./select.module.css";

/** One of many, found by typing: time zones. */
export function ComboBox(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option<string>[];
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
  readonly className?: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  return (
    <AriaComboBox
      className={classNames(fieldStyles["field"], props.className)}
      value={props.value}
      onChange={(key) => {
        if (key !== null) props.onChange(String(key));
      }}
      defaultItems={props.options}
      isInvalid={props.error !== undefined}
      isDisabled={props.isDisabled ?? false}
      menuTrigger="focus"
      {...(props.isLabelHidden && { "aria-label": props.label })}
    >
      {!props.isLabelHidden && <Label className={fieldStyles["label"] ?? ""}>{props.label}</Label>}
      <div className={styles["combo"]}>
        <Input className={fieldStyles["input"] ?? ""} />
        <Button className={styles["open"] ?? ""}>
          <Icon of={ChevronDown} />
        </Button>
      </div>
      <FieldNotes hint={props.hint} error={props.error} />
      <Popover className={styles["popover"] ?? ""} offset={4} maxHeight={320}>
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 32 }}>
          <ListBox<Option<string>>
            className={styles["list"] ?? ""}
            renderEmptyState={() => <div className={styles["empty"]}>Nothing of that name.</div>}
          >
            {(option) => <SelectOption option={option} />}
          </ListBox>
        </Virtualizer>
      </Popover>
    </AriaComboBox>
  );
}
