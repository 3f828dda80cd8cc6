import { useState, type ReactNode } from "react";
import type { Settings } from "../../../shared/contract/settings.ts";
import { Field } from "../../ui/field.tsx";
import { useSetting, type Changeable } from "./use-setting.ts";

/** The settings that are a line of text. */
export type TextKey = {
  [K in keyof Changeable]: Changeable[K] extends string
    ? string extends Changeable[K]
      ? K
      : never
    : never;
}[keyof Changeable];

/** A line of text that is saved when she leaves it or presses Enter; what is refused stays there with the reason. */
export function SavedField(props: {
  readonly settings: Settings;
  readonly name: TextKey;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly className?: string | undefined;
}) {
  const { settings, name } = props;
  const saved = settings[name];
  const [typed, setTyped] = useState<string | null>(null);
  const setting = useSetting(name);
  const keep = async () => {
    if (typed === null) return;
    if (typed.trim() === saved || (await setting.save(typed.trim()))) setTyped(null);
  };
  return (
    <form
      className={props.className}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field
        label={props.label}
        value={typed ?? saved}
        error={setting.error}
        hint={props.hint}
        placeholder={props.placeholder ?? ""}
        onChange={(value) => {
          setTyped(value);
          setting.clearError();
        }}
        onBlur={() => void keep()}
      />
    </form>
  );
}
