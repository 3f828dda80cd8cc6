import type { Pacing } from "../../../shared/contract/pacing.ts";
import { formatDuration } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import styles from "./settings-screen.module.css";

const GAPS = [0, 5, 15, 30, 60, 120, 240, 480];
const JITTERS = [0, 2, 5, 10, 15, 30];
const CAPS = [0, 1, 2, 3, 4, 5, 8, 10];
const NIGHT = { from: "22:00", to: "07:00" };
const HALF_HOURS = Array.from({ length: 48 }, (_, half) =>
  [Math.floor(half / 2), (half % 2) * 30].map((part) => String(part).padStart(2, "0")).join(":"),
);

/** An account's rules; each change is saved at once. */
export function PacingFields(props: { readonly accountId: string; readonly pacing: Pacing }) {
  const { accountId, pacing } = props;
  const command = useCommand(ipc.pacing.set);
  const save = (change: Partial<Pacing>) =>
    void command.run({ accountId, pacing: { ...pacing, ...change } });
  return (
    <>
      <Numbers
        label="Least time between posts"
        value={pacing.leastGapMinutes}
        values={GAPS}
        words={(minutes) => (minutes === 0 ? "No rule" : formatDuration(minutes * 60_000))}
        hint="Late posts keep it too: after the computer was off they go out one by one, this far apart."
        onChange={(leastGapMinutes) => save({ leastGapMinutes })}
      />
      <Numbers
        label="Vary the minute"
        value={pacing.jitterMinutes}
        values={JITTERS}
        words={(minutes) =>
          minutes === 0 ? "Exactly as planned" : `Up to ${formatDuration(minutes * 60_000)} later`
        }
        hint="By chance, and fixed when you schedule; the receipt shows both times. It leads neither into the quiet hours nor onto the next day."
        onChange={(jitterMinutes) => save({ jitterMinutes })}
      />
      <Quiet quiet={pacing.quiet} onChange={(quiet) => save({ quiet })} />
      <Numbers
        label="Posts a day, at most"
        value={pacing.dailyCap}
        values={CAPS}
        words={(posts) => (posts === 0 ? "No rule" : String(posts))}
        hint="By the account’s own clock. What is in the queue or out counts."
        onChange={(dailyCap) => save({ dailyCap })}
      />
      {command.error && <Notice tone="bad">{command.error.message}</Notice>}
    </>
  );
}

function Quiet(props: {
  readonly quiet: Pacing["quiet"];
  readonly onChange: (quiet: Pacing["quiet"]) => void;
}) {
  const { quiet, onChange } = props;
  return (
    <div className={styles["labelled"]}>
      <Switch
        label="Quiet hours"
        isSelected={quiet !== null}
        onChange={(isOn) => onChange(isOn ? NIGHT : null)}
      />
      {quiet && (
        <div className={styles["row"]}>
          <Clock
            label="From"
            value={quiet.from}
            not={quiet.to}
            onChange={(from) => onChange({ ...quiet, from })}
          />
          <Clock
            label="To"
            value={quiet.to}
            not={quiet.from}
            onChange={(to) => onChange({ ...quiet, to })}
          />
        </div>
      )}
      <p className="small soft">By the account’s own clock; they may reach over midnight.</p>
    </div>
  );
}

/** A half hour of the day, but for the one where the quiet hours would end as they begin. */
function Clock(props: {
  readonly label: string;
  readonly value: string;
  readonly not: string;
  readonly onChange: (value: string) => void;
}) {
  const times = [...new Set([...HALF_HOURS, props.value])].filter((time) => time !== props.not);
  return (
    <Select
      label={props.label}
      value={props.value}
      options={times.toSorted().map((time) => ({ value: time, label: time }))}
      onChange={props.onChange}
    />
  );
}

function Numbers(props: {
  readonly label: string;
  readonly value: number;
  readonly values: readonly number[];
  readonly words: (value: number) => string;
  readonly hint: string;
  readonly onChange: (value: number) => void;
}) {
  const values = [...new Set([...props.values, props.value])].toSorted((a, b) => a - b);
  return (
    <Select
      label={props.label}
      className={styles["short"]}
      value={String(props.value)}
      options={values.map((value) => ({ value: String(value), label: props.words(value) }))}
      hint={props.hint}
      onChange={(value) => props.onChange(Number(value))}
    />
  );
}
