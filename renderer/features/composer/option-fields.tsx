import type { LucideIcon } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import type { FieldName } from "../../../shared/rules/fields.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./option-fields.module.css";

/** One row of the options: what it is called, and its field. `field` is where a check sends her. */
export function OptionRow(props: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly field: FieldName;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles["row"]} data-field={props.field}>
      <Icon of={props.icon} className={styles["icon"]} />
      <span className={styles["label"]}>{props.label}</span>
      <div className={styles["value"]}>{props.children}</div>
    </div>
  );
}

type LineProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly isReadOnly: boolean;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
};

/** One line of text in a row, saved as she types. */
export function OptionLine(props: LineProps) {
  return (
    <input
      className={styles["line"]}
      aria-label={props.label}
      value={props.value}
      placeholder={props.placeholder}
      readOnly={props.isReadOnly}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={() => props.onBlur?.()}
    />
  );
}

/** Several words in one line, such as handles: taken at each keystroke, and shown tidied once she leaves it. */
export function OptionWords(props: {
  readonly label: string;
  readonly words: readonly string[];
  readonly placeholder: string;
  readonly isReadOnly: boolean;
  /** Before each word as it is shown, such as `@`. */
  readonly sign: string;
  readonly tidy: (typed: string) => string;
  readonly onChange: (words: string[]) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = props.words.map((word) => `${props.sign}${word}`).join(", ");
  return (
    <OptionLine
      label={props.label}
      value={typed ?? shown}
      placeholder={props.placeholder}
      isReadOnly={props.isReadOnly}
      onChange={(value) => {
        setTyped(value);
        props.onChange(
          value
            .split(/[\s,;]+/u)
            .map(props.tidy)
            .filter((word) => word !== ""),
        );
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** A longer text in a row, with its counter. */
export function OptionText(props: LineProps & { readonly count: string }) {
  const id = useId();
  return (
    <>
      <textarea
        className={styles["area"]}
        aria-label={props.label}
        aria-describedby={id}
        value={props.value}
        placeholder={props.placeholder}
        readOnly={props.isReadOnly}
        rows={1}
        spellCheck
        onChange={(event) => props.onChange(event.target.value)}
      />
      <span id={id} className={styles["count"]}>
        {props.count}
      </span>
    </>
  );
}
