import type { Account, AccountTrouble } from "../../../shared/contract/accounts.ts";
import { formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Notice } from "../../ui/notice.tsx";
import styles from "./accounts-screen.module.css";

/** Why Instagram holds the account back, what to do, and the way on once it is done. */
export function TroubleCard(props: {
  readonly account: Account;
  readonly trouble: AccountTrouble;
}) {
  const { account, trouble } = props;
  const now = useNow(60_000);
  const resume = useCommand(ipc.accounts.resume);
  const go = async () => {
    const resumed = await resume.run({ id: account.id });
    if (resumed?.trouble === null)
      notify(`@${account.username} publishes again.`, { tone: "good" });
  };
  const isEarly = trouble.calmUntilAt !== null && trouble.calmUntilAt > now;
  return (
    <Notice
      tone="warn"
      className={styles["trouble"]}
      action={
        <Button size="small" busy={resume.busy} onPress={() => void go()}>
          Resume
        </Button>
      }
    >
      <p>
        <b>{trouble.what}</b> {trouble.todo}
      </p>
      <p className={classNames("small", "soft", styles["since"])}>
        Since {formatMoment(trouble.sinceAt, account.timeZone, now)}
        {trouble.code && `, Instagram’s code ${trouble.code}`}. Its posts wait; those of other
        accounts go on.
        {isEarly &&
          trouble.calmUntilAt !== null &&
          ` Best left alone until ${formatMoment(trouble.calmUntilAt, account.timeZone, now)}.`}
      </p>
      {resume.error && <p role="alert">{resume.error.message}</p>}
    </Notice>
  );
}
