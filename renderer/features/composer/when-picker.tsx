import { useId, useState, type FormEvent } from "react";
import { CircleAlert } from "lucide-react";
import { checkTime } from "../../../shared/rules/post.ts";
import { formatMoment } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { resolveTyped, shiftWords, zoneWords } from "./when-words.ts";
import styles from "./when-picker.module.css";

/** A date and a time on the account's clock, and in words what they come to. Enter takes them. */
export function WhenPicker(props: {
  /** Wall time such as `2026-10-13T18:30` to begin with. */
  readonly start: string;
  readonly zone: string;
  readonly computerZone: string;
  /** What taking the time does, in words; gets the time it comes to, such as `Tue 13 Oct, 18:30 CEST`. */
  readonly answer: (moment: string) => string;
  readonly error: string | undefined;
  readonly busy: boolean;
  /** Takes the time away; null where there is none to take away. */
  readonly onClear: (() => void) | null;
  readonly onChoose: (wallTime: string) => void;
}) {
  const { zone } = props;
  const id = useId();
  const [day, setDay] = useState(props.start.slice(0, 10));
  const [time, setTime] = useState(props.start.slice(11));
  const now = useNow();
  const typed = `${day}T${time}`;
  const resolved = resolveTyped(typed, zone);
  const isPast = resolved !== null && checkTime(resolved.at, now).level === "stop";
  const choose = (event: FormEvent) => {
    event.preventDefault();
    if (resolved !== null && !isPast) props.onChoose(typed);
  };
  return (
    <form className={styles["picker"]} onSubmit={choose}>
      <div className={styles["fields"]}>
        <div className={styles["field"]}>
          <label htmlFor={`${id}-day`}>Day</label>
          {/* The picker opens because she asked for it: its first field is where she means to be. */}
          <input
            id={`${id}-day`}
            type="date"
            autoFocus // oxlint-disable-line jsx-a11y/no-autofocus
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </div>
        <div className={styles["field"]}>
          <label htmlFor={`${id}-time`}>Time</label>
          <input
            id={`${id}-time`}
            type="time"
            value={time}
            onChange={(event) => setTime(event.target.value)}
          />
        </div>
      </div>
      <WhenNotes
        isPast={isPast}
        shift={shiftWords(typed, zone)}
        zone={resolved === null ? null : zoneWords(resolved.at, zone, props.computerZone)}
        error={props.error}
      />
      <div className={styles["actions"]}>
        {props.onClear && (
          <Button kind="quiet" onPress={() => props.onClear?.()}>
            No time
          </Button>
        )}
        <Button
          type="submit"
          kind="primary"
          busy={props.busy}
          isDisabled={resolved === null || isPast}
        >
          {resolved === null
            ? "Choose a day and a time"
            : props.answer(formatMoment(resolved.at, zone, now))}
        </Button>
      </div>
    </form>
  );
}

/** What she should know of the chosen time before she takes it; read out as it changes. */
function WhenNotes(props: {
  readonly isPast: boolean;
  readonly shift: string | null;
  readonly zone: string | null;
  readonly error: string | undefined;
}) {
  return (
    <output className={styles["notes"]}>
      {props.zone && <p className="small soft numbers">{props.zone}</p>}
      {props.shift && (
        <p className={styles["shift"]}>
          <Icon of={CircleAlert} size={14} />
          {props.shift}
        </p>
      )}
      {props.isPast && (
        <p className={styles["past"]}>
          <Icon of={CircleAlert} size={14} />
          That time has passed. Choose a later one.
        </p>
      )}
      {props.error !== undefined && (
        <p className={styles["past"]}>
          <Icon of={CircleAlert} size={14} />
          {props.error}
        </p>
      )}
    </output>
  );
}
