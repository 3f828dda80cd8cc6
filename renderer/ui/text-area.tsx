import type { ReactNode, Ref } from "react";
import { Label, TextArea as AriaTextArea, TextField } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FieldNotes } from "./field.tsx";
import styles from "./field.module.css";

/** Several lines of text. Nothing she types is ever cut off: `error` says when it is too long. */
export function TextArea(props: {
  readonly label: string;
  readonly value: string;
  readonly rows?: number;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
  readonly spellCheck?: boolean;
  readonly className?: string | undefined;
  readonly areaClassName?: string | undefined;
  readonly areaRef?: Ref<HTMLTextAreaElement>;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
}) {
  return (
    <TextField
      className={classNames(styles["field"], props.className)}
      value={props.value}
      onChange={props.onChange}
      onBlur={() => props.onBlur?.()}
      isInvalid={props.error !== undefined}
      isDisabled={props.isDisabled ?? false}
      spellCheck={(props.spellCheck ?? true) ? "true" : "false"}
      {...(props.isLabelHidden && { "aria-label": props.label })}
    >
      {!props.isLabelHidden && <Label className={styles["label"] ?? ""}>{props.label}</Label>}
      <AriaTextArea
        className={classNames(styles["input"], styles["area"], props.areaClassName)}
        rows={props.rows ?? 3}
        placeholder={props.placeholder ?? ""}
        {...(props.areaRef && { ref: props.areaRef })}
      />
      <FieldNotes hint={props.hint} error={props.error} />
    </TextField>
  );
}
