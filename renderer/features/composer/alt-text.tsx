import { CircleCheck, CircleDashed } from "lucide-react";
import { LIMITS } from "../../../shared/rules/limits.ts";
import { formatCount } from "../../lib/format.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { toneOf } from "./counters.ts";
import styles from "./alt-text.module.css";

/** What the picture shows, for people who do not see it. */
export function AltText(props: {
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly id: string;
  readonly onChange: (value: string) => void;
}) {
  const { id } = props;
  const isDescribed = props.value.trim() !== "";
  const tone = toneOf(props.value.length, LIMITS.altTextCharacters);
  return (
    <div className={styles["alt"]}>
      <div className={styles["head"]}>
        <label htmlFor={id} className="medium">
          Alt text
        </label>
        <span className={classNames(styles["state"], isDescribed ? "sage" : "grey")}>
          <Icon of={isDescribed ? CircleCheck : CircleDashed} size={12} />
          {isDescribed ? "Described" : "Not described"}
        </span>
      </div>
      <textarea
        id={id}
        className={styles["area"]}
        value={props.value}
        readOnly={props.isReadOnly}
        rows={2}
        spellCheck
        placeholder="What the picture shows, for people who do not see it"
        aria-describedby={`${id}-count`}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <span id={`${id}-count`} className={classNames(styles["count"], tone)}>
        {formatCount(props.value.length)} / {formatCount(LIMITS.altTextCharacters)}
      </span>
    </div>
  );
}
