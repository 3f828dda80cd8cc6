import { X } from "lucide-react";
import type { Pacing, Slot } from "../../../shared/contract/pacing.ts";
import { isQuietClock } from "../../../shared/rules/pacing.ts";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import styles from "./queue-slots.module.css";
import { slotName, WEEKDAYS } from "./slot-words.ts";

/** A week's slots, a day a row; each can be removed. */
export function SlotWeek(props: {
  readonly slots: readonly Slot[];
  readonly quiet: Pacing["quiet"];
  readonly onRemove: (slot: Slot) => void;
}) {
  const { quiet } = props;
  return (
    <table className={styles["week"]} aria-label="Slots of the week">
      <tbody>
        {WEEKDAYS.map((name, index) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              {props.slots
                .filter((slot) => slot.weekday === index + 1)
                .map((slot) => (
                  <span
                    key={slot.time}
                    className={classNames(
                      styles["slot"],
                      quiet && isQuietClock(slot.time, quiet) && styles["isLeftOut"],
                    )}
                  >
                    <span className="numbers">{slot.time}</span>
                    <IconButton
                      label={`Remove ${slotName(slot)}`}
                      icon={X}
                      size="small"
                      onPress={() => props.onRemove(slot)}
                    />
                  </span>
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
