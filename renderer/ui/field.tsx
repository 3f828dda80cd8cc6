import { FieldError, Input, Label, Text, TextField } from "react-aria-components";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";
import { Icon } from "./icon.tsx";

export type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  /** What is wrong with it, in words; read out with the field. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly type?: "text" | "password" | "url" | "number" | "search" | "time";
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
  readonly className?: string | undefined;
  /** In a dialog: the one that has the focus when it opens. */
  readonly takesFocus?: boolean;
  readonly spellCheck?: boolean;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
};

/** One line of text with its label, a hint, and what is wrong with it. */
export function Field(props: FieldProps) {
  return (
    <TextField
      className={classNames(styles["field"], props.className)}
      value={props.value}
      onChange={props.onChange}
      onBlur={() => props.onBlur?.()}
      type={props.type ?? "text"}
      isInvalid={props.error !== undefined}
      isDisabled={props.isDisabled ?? false}
      autoComplete="off"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to put the focus somewhere
      autoFocus={props.takesFocus ?? false}
      spellCheck={props.spellCheck ? "true" : "false"}
      {...(props.isLabelHidden && { "aria-label": props.label })}
    >
      {!props.isLabelHidden && <Label className={styles["label"] ?? ""}>{props.label}</Label>}
      <Input className={styles["input"] ?? ""} placeholder={props.placeholder ?? ""} />
      <FieldNotes hint={props.hint} error={props.error} />
    </TextField>
  );
}

/** The line under a field: what is wrong, or else the hint. Must stand inside a react-aria field. */
export function FieldNotes(props: {
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}) {
  return (
    <>
      {props.hint !== undefined && props.error === undefined && (
        <Text slot="description" className={styles["hint"] ?? ""}>
          {props.hint}
        </Text>
      )}
      <FieldError className={styles["error"] ?? ""}>
        <Icon of={CircleAlert} size={14} />
        <span>{props.error}</span>
      </FieldError>
    </>
  );
}
