import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CircleX,
  ExternalLink,
  Stethoscope,
} from "lucide-react";
import { useState } from "react";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { Diagnosis, Finding } from "../../../shared/contract/diagnosis.ts";
import { formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { navigate } from "../../lib/route.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import styles from "./doctor-panel.module.css";

const LOOKS = {
  pass: { icon: CircleCheck, hue: "sage", word: "In order" },
  warn: { icon: CircleAlert, hue: "ochre", word: "Look at it" },
  fail: { icon: CircleX, hue: "rose", word: "To be mended" },
  unknown: { icon: CircleHelp, hue: "grey", word: "Not known" },
} as const;

/** Walks from this computer to the account when asked, and says of each thing how it stands and where to mend it. */
export function DoctorPanel(props: { readonly account: Account }) {
  const { account } = props;
  const check = useCommand(ipc.accounts.diagnose);
  const [diagnosis, setDiagnosis] = useState<Diagnosis>();
  const run = async () => {
    const found = await check.run({ id: account.id });
    if (found) setDiagnosis(found);
  };
  return (
    <section aria-label="Connection check" className={styles["doctor"]}>
      <div className={styles["head"]}>
        <div>
          <h3 className="medium">Connection check</h3>
          <p className="small soft" role="status">
            {diagnosis ? (
              <Summary diagnosis={diagnosis} zone={account.timeZone} />
            ) : (
              "Account, permissions, token, quota, media host and clock, one by one."
            )}
          </p>
        </div>
        <Button size="small" icon={Stethoscope} busy={check.busy} onPress={() => void run()}>
          {diagnosis ? "Check again" : "Check the connection"}
        </Button>
      </div>
      {check.error && <Notice tone="bad">{check.error.message}</Notice>}
      {diagnosis && <Findings findings={diagnosis.findings} />}
    </section>
  );
}

function Summary(props: { readonly diagnosis: Diagnosis; readonly zone: string }) {
  const { findings, checkedAt } = props.diagnosis;
  const now = useNow(60_000);
  const count = (verdict: Finding["verdict"]) =>
    findings.filter((item) => item.verdict === verdict).length;
  const parts = [
    [count("fail"), "to be mended"],
    [count("warn"), "to look at"],
    [count("unknown"), "not known"],
    [count("pass"), "in order"],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return (
    <>
      {words.join(", ")}. Checked {formatMoment(checkedAt, props.zone, now)}.
    </>
  );
}

/** What needs her stands open; what is in order is one line each. */
function Findings(props: { readonly findings: readonly Finding[] }) {
  return (
    <ul className={styles["findings"]}>
      {props.findings.map((item) => (
        <FindingRow key={item.id} finding={item} />
      ))}
    </ul>
  );
}

function FindingRow(props: { readonly finding: Finding }) {
  const { finding } = props;
  const look = LOOKS[finding.verdict];
  const open = useCommand(ipc.accounts.openScreen);
  const go = () => {
    if (finding.open?.kind === "route") navigate(finding.open.route);
    else if (finding.open) void open.run({ screen: finding.open.screen });
  };
  return (
    <li className={classNames(styles["finding"], look.hue)} data-verdict={finding.verdict}>
      <Icon of={look.icon} />
      <div className={styles["words"]}>
        <p>
          <b>{finding.title}.</b> <VisuallyHidden>{look.word}.</VisuallyHidden>{" "}
          <span className="soft">{finding.says}</span>
        </p>
        {finding.todo && <p>{finding.todo}</p>}
        {open.error && <p role="alert">{open.error.message}</p>}
        {finding.open && (
          <Button
            size="small"
            {...(finding.open.kind === "meta" && { icon: ExternalLink })}
            busy={open.busy}
            className={styles["open"]}
            onPress={go}
          >
            {finding.open.label}
          </Button>
        )}
      </div>
    </li>
  );
}
