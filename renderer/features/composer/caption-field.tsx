import type { ClipboardEvent } from "react";
import { foldAt } from "../../../shared/rules/caption.ts";
import { classNames } from "../../ui/class-names.ts";
import { countersOf } from "./counters.ts";
import { cleanPastedText } from "./paste.ts";
import styles from "./caption-field.module.css";

/** The caption: plain text that grows with what she writes, its counters, and the place where "… more" begins. */
export function CaptionField(props: {
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly id: string;
  readonly onChange: (caption: string) => void;
}) {
  const { id } = props;
  const counters = countersOf(props.value);
  return (
    <div className={styles["field"]}>
      <div className={styles["head"]}>
        <label htmlFor={id} className="medium">
          Caption
        </label>
        <span className={styles["counts"]} aria-hidden="true">
          {counters.map((counter) => (
            <span key={counter.spoken} className={classNames(styles["count"], counter.tone)}>
              {counter.shown}
            </span>
          ))}
        </span>
        <span id={`${id}-counts`} hidden>
          {counters.map((counter) => counter.spoken).join(", ")}
        </span>
      </div>
      <div className={styles["sheet"]}>
        <FoldMark caption={props.value} />
        <textarea
          id={id}
          className={styles["area"]}
          value={props.value}
          readOnly={props.isReadOnly}
          spellCheck
          placeholder="Write the caption"
          aria-describedby={`${id}-counts`}
          onChange={(event) => props.onChange(event.target.value)}
          onPaste={(event) => pasteClean(event, props.onChange)}
        />
      </div>
    </div>
  );
}

/** The same text, unseen, under the field: it gives the field its height and carries the mark of the fold. */
function FoldMark(props: { readonly caption: string }) {
  const fold = foldAt(props.caption);
  const isFolded = fold < props.caption.length;
  return (
    <div className={styles["mirror"]} aria-hidden="true">
      {props.caption.slice(0, fold)}
      {isFolded && (
        <span className={styles["fold"]} title="Visitors see what follows after pressing “… more”">
          <span className={styles["foldNote"]}>… more</span>
        </span>
      )}
      {props.caption.slice(fold)}
      {/* A last empty line has no height of its own. */}
      {"\u200b"}
    </div>
  );
}

/** Puts pasted words in without what their source hung on them. Typed as she would, so that Ctrl/⌘-Z takes it back. */
function pasteClean(
  event: ClipboardEvent<HTMLTextAreaElement>,
  onChange: (caption: string) => void,
): void {
  const area = event.currentTarget;
  const pasted = event.clipboardData.getData("text/plain");
  const cleaned = cleanPastedText(pasted);
  if (area.readOnly || cleaned === pasted) return;
  event.preventDefault();
  const isTyped =
    typeof document.execCommand === "function" &&
    document.execCommand("insertText", false, cleaned);
  if (isTyped) return;
  area.setRangeText(cleaned, area.selectionStart, area.selectionEnd, "end");
  onChange(area.value);
}
