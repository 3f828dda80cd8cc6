import { CircleAlert, CircleDashed, Clock, type LucideIcon } from "lucide-react";
import type { Reading } from "../../../shared/contract/analytics.ts";
import { ageName, metricName } from "../../../shared/rules/metrics.ts";
import { formatMoment } from "../../lib/format.ts";
import { Icon } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/tone.ts";
import styles from "./figures.module.css";

type Note = { readonly words: string; readonly icon: LucideIcon; readonly tone: Tone };

/** When the figures to come are read, and what there is to say of those that are not as they should be. */
export function FigureNotes(props: {
  readonly readings: readonly Reading[];
  readonly zone: string;
}) {
  const notes = props.readings.flatMap((reading) =>
    notesOf(reading, props.zone).map((note) => ({ ...note, age: reading.age })),
  );
  if (notes.length === 0) return null;
  return (
    <ul className={styles["notes"]}>
      {notes.map(({ age, words, icon, tone }) => (
        <li key={`${age} ${words}`} className={tone}>
          <span className="numbers">{ageName(age)}</span>
          <Icon of={icon} size={14} className={styles["noteIcon"]} />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}

function notesOf(reading: Reading, zone: string): readonly Note[] {
  const { state, waitReason, dueAt, nextAt, note, code, isLate, dropped } = reading;
  const told = [note, code && `(${code})`].filter(Boolean).join(" ");
  if (state === "waiting" && waitReason === null)
    return [{ words: `To be read ${formatMoment(dueAt, zone)}`, icon: CircleDashed, tone: "sky" }];
  if (state === "waiting") {
    const again = nextAt === null ? "" : ` Looked at again ${formatMoment(nextAt, zone)}.`;
    return [{ words: `${told}${again}`, icon: CircleDashed, tone: "ochre" }];
  }
  const icon = isLate && state === "taken" ? Clock : CircleAlert;
  const own: readonly Note[] = told === "" ? [] : [{ words: told, icon, tone: "ochre" }];
  return [...own, ...droppedOf(dropped)];
}

/** One line for each reason. */
function droppedOf(dropped: Reading["dropped"]): readonly Note[] {
  const reasons = [...new Set(dropped.map(({ why }) => why))];
  return reasons.map((why) => {
    const metrics = dropped
      .filter((one) => one.why === why)
      .map(({ metric }) => metricName(metric));
    return { words: `Without ${metrics.join(", ")}. ${why}`, icon: CircleAlert, tone: "ochre" };
  });
}
