import { Plus } from "lucide-react";
import { useState, type FormEvent } from "react";
import type { Slot } from "../../../shared/contract/pacing.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import styles from "./queue-slots.module.css";
import { WEEKDAYS } from "./slot-words.ts";

/** What can be chosen as the day, and the days of the week that it stands for. */
const DAYS = new Map<string, readonly number[]>([
  ["Every day", [1, 2, 3, 4, 5, 6, 7]],
  ["Monday to Friday", [1, 2, 3, 4, 5]],
  ...WEEKDAYS.map((name, index): [string, readonly number[]] => [name, [index + 1]]),
]);
const OPTIONS = [...DAYS.keys()].map((name) => ({ value: name, label: name }));

/** A time on one day of the week or on several. */
export function AddSlots(props: { readonly accountId: string; readonly slots: readonly Slot[] }) {
  const [days, setDays] = useState<string>(WEEKDAYS[0]);
  const [time, setTime] = useState("18:30");
  const adding = useCommand(ipc.pacing.addSlots);
  const chosen = (DAYS.get(days) ?? []).map((weekday) => ({ weekday, time }));
  const isThere = chosen.every((slot) => props.slots.some((known) => isSame(known, slot)));
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (time !== "" && !isThere) void adding.run({ accountId: props.accountId, slots: chosen });
  };
  return (
    <form className={styles["adding"]} onSubmit={add}>
      <div className={styles["fields"]}>
        <Select
          label="Day"
          className={styles["day"]}
          value={days}
          options={OPTIONS}
          onChange={setDays}
        />
        <Field
          label="Time"
          type="time"
          className={styles["time"]}
          value={time}
          onChange={setTime}
        />
        <Button type="submit" icon={Plus} busy={adding.busy} isDisabled={time === "" || isThere}>
          Add slot
        </Button>
      </div>
      {isThere && <p className="small soft">It stands in the week already.</p>}
      {adding.error && <Notice tone="bad">{adding.error.message}</Notice>}
    </form>
  );
}

function isSame(one: Slot, other: Slot): boolean {
  return one.weekday === other.weekday && one.time === other.time;
}
