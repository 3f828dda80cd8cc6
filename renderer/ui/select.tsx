import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FieldNotes } from "./field.tsx";
import fieldStyles from "./field.module.css";
import { Icon } from "./icon.tsx";
import styles from "./select.module.css";

export type Option<V extends string> = {
  readonly value: V;
  readonly label: string;
  readonly note?: string;
};

/** One of several, opened on demand. */
export function Select<V extends string>(props: {
  readonly label: string;
  readonly value: V;
  readonly options: readonly Option<V>[];
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
  readonly className?: string | undefined;
  readonly onChange: (value: V) => void;
}) {
  return (
    <AriaSelect
      className={classNames(fieldStyles["field"], props.className)}
      value={props.value}
      onChange={(key) => {
        if (key !== null) props.onChange(key as V);
      }}
      isInvalid={props.error !== undefined}
      isDisabled={props.isDisabled ?? false}
      {...(props.isLabelHidden && { "aria-label": props.label })}
    >
      {!props.isLabelHidden && <Label className={fieldStyles["label"] ?? ""}>{props.label}</Label>}
      <Button className={styles["trigger"] ?? ""}>
        <SelectValue className={styles["value"] ?? ""}>
          {({ selectedText }) => selectedText}
        </SelectValue>
        <Icon of={ChevronDown} />
      </Button>
      <FieldNotes hint={props.hint} error={props.error} />
      <Popover className={styles["popover"] ?? ""} offset={4} maxHeight={320}>
        <ListBox className={styles["list"] ?? ""}>
          {props.options.map((option) => (
            <SelectOption key={option.value} option={option} />
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** One line of a select's or combo box's list. */
export function SelectOption(props: { readonly option: Option<string> }) {
  const { value, label, note } = props.option;
  return (
    <ListBoxItem id={value} textValue={label} className={styles["option"] ?? ""}>
      <Icon of={Check} size={14} />
      <span>
        {label}
        {note && <span className={styles["note"]}>{note}</span>}
      </span>
    </ListBoxItem>
  );
}
