import { useId, useState } from "react";
import { resolveWallTime } from "../../../shared/rules/schedule.ts";
import { formatMoment } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import styles from "./move-dialog.module.css";
import { shiftWords } from "./words.ts";

/** Day and time by keyboard: the same as a drag. */
export function MoveDialog(props: {
  readonly title: string;
  readonly note?: string;
  readonly answer: string;
  /** The wall-clock time it starts with. */
  readonly suggested: string;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onPlace: (wallTime: string) => void;
}) {
  const { suggested, zone } = props;
  const [day, setDay] = useState(suggested.slice(0, 10));
  const [time, setTime] = useState(suggested.slice(11));
  const id = useId();
  const now = useNow();
  const isWhole = /^\d{4}-\d{2}-\d{2}$/.test(day) && /^\d{2}:\d{2}$/.test(time);
  const chosen = isWhole ? resolveWallTime(`${day}T${time}`, zone) : null;
  return (
    <Dialog title={props.title} size="narrow" isOpen onClose={props.onClose}>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) props.onPlace(`${day}T${time}`);
        }}
      >
        {props.note !== undefined && <p className="soft">{props.note}</p>}
        <div className={styles["fields"]}>
          <label htmlFor={`${id}-day`}>Day</label>
          <label htmlFor={`${id}-time`}>Time</label>
          <input
            id={`${id}-day`}
            type="date"
            required
            // The dialog is opened to change this: the first key she presses should land here.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <input
            id={`${id}-time`}
            type="time"
            required
            value={time}
            onChange={(event) => setTime(event.target.value)}
          />
        </div>
        <p className={styles["outcome"]} role="status">
          {chosen && (
            <>
              <b className="numbers">{formatMoment(chosen.at, zone, now)}</b>{" "}
              {shiftWords(chosen.shift, chosen.wallTime)}
              {chosen.at < now && "That time has passed."}
            </>
          )}
        </p>
        <div className={styles["actions"]}>
          <Button onPress={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isDisabled={chosen === null}>
            {props.answer}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
