import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { SelfCheck as Report } from "../../../shared/contract/settings.ts";
import { formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { ownZone } from "../../lib/zones.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./settings-screen.module.css";

/** Holds the database against what publishing promises, now, and says in words how it stands. */
export function SelfCheck() {
  const check = useCommand(ipc.settings.checkInvariants);
  const [report, setReport] = useState<Report>();
  return (
    <div className={styles["labelled"]}>
      {check.error && <Notice tone="bad">{check.error.message}</Notice>}
      {report && !check.busy && !check.error && <Outcome report={report} />}
      <div className={styles["row"]}>
        <Button
          icon={ShieldCheck}
          busy={check.busy}
          onPress={() => void check.run({}).then(setReport)}
        >
          Check now
        </Button>
        <span className="small soft">
          Holds every post’s history against the rules that keep it from going out twice.
        </span>
      </div>
    </div>
  );
}

function Outcome(props: { readonly report: Report }) {
  const { findings, checkedAt } = props.report;
  const broken = findings.filter(({ isHeld }) => !isHeld);
  if (broken.length === 0)
    return (
      <Notice tone="good">
        All {findings.length} rules are kept. Checked {formatMoment(checkedAt, ownZone())}.
      </Notice>
    );
  return (
    <Notice tone="bad">
      <p>
        {broken.length === 1 ? "One rule is" : `${broken.length} rules are`} broken, of{" "}
        {findings.length}. Pause publishing, and send this with the log to whoever looks after the
        app.
      </p>
      <ul>
        {broken.map(({ number, name, says, rows }) => (
          <li key={`${number} ${name}`}>
            {says} Not so for <code className="selectable">{rows.slice(0, 5).join(", ")}</code>
            {rows.length > 5 && ` and ${rows.length - 5} more`}.
          </li>
        ))}
      </ul>
    </Notice>
  );
}
