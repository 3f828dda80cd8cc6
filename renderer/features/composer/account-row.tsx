import { AtSign } from "lucide-react";
import type { Account } from "../../../shared/contract/accounts.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { Icon } from "../../ui/icon.tsx";
import { Select } from "../../ui/select.tsx";
import styles from "./account-row.module.css";

/** Where the post goes: which account, and whether it is a practice one. Chosen here while several would do. */
export function AccountRow(props: {
  readonly account: Account;
  readonly canChange: boolean;
  readonly onChange: (accountId: string) => void;
}) {
  const { account } = props;
  const accounts = useLive(ipc.accounts.list, {}, ["accounts.changed"]).value ?? [];
  return (
    <div className={styles["row"]}>
      <Icon of={AtSign} />
      <span className={styles["label"]}>Account</span>
      {props.canChange && accounts.length > 1 ? (
        <Select
          label="Account"
          isLabelHidden
          value={account.id}
          options={accounts.map((item) => ({
            value: item.id,
            label: `@${item.username}`,
            note: kindWords(item),
          }))}
          onChange={props.onChange}
          className={styles["select"]}
        />
      ) : (
        <span className={styles["handle"]}>@{account.username}</span>
      )}
      <span className="small soft">{kindWords(account)}</span>
    </div>
  );
}

/** `Live account` or `Practice account`: every screen says which kind it shows. */
export function kindWords(account: Account): string {
  return account.kind === "practice" ? "Practice account" : "Live account";
}
