import type { Account } from "../../../shared/contract/accounts.ts";
import { navigate } from "../../lib/route.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./outbox.module.css";

/** Once for the account what all its waiting posts wait for. Nothing when the account is well. */
export function AccountAlert(props: { readonly account: Account }) {
  const { state, trouble, username, stateReason } = props.account;
  if (trouble === null && state === "connected") return null;
  return (
    <Notice
      tone="warn"
      className={styles["alert"]}
      action={
        <Button size="small" onPress={() => navigate("/accounts")}>
          See the account
        </Button>
      }
    >
      <b>{trouble ? `@${username} is paused.` : `@${username} must log in again.`}</b>{" "}
      {trouble ? trouble.what : stateReason} Its posts wait until then; nothing is lost.
    </Notice>
  );
}
