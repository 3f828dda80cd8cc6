import type { Account } from "../../../shared/contract/accounts.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { Progress } from "../../ui/progress.tsx";
import styles from "./token-panel.module.css";

const HOUR_MS = 3_600_000;

/** How many posts the account may still publish, by Instagram's own count. What it does not tell is not guessed. */
export function QuotaPanel(props: { readonly account: Account }) {
  const { account } = props;
  const quota = useLive(
    ipc.accounts.quota,
    account.state === "connected" ? { id: account.id } : null,
    [],
  );
  const { value } = quota;
  return (
    <section aria-label="Posts allowed">
      <div className={styles["head"]}>
        <h2 className="heading">Posts allowed</h2>
      </div>
      {value ? (
        <>
          <p className={styles["left"]}>
            <span className="figure">{Math.max(0, value.total - value.used)}</span>
            <span className="soft">left of {value.total}</span>
          </p>
          <Progress label="Posts used" value={value.used} max={value.total} />
          <p className={`small soft ${styles["note"]}`}>
            {value.used} went out through apps in the last {Math.round(value.durationMs / HOUR_MS)}{" "}
            hours, as Instagram counts.
          </p>
        </>
      ) : (
        <p className="soft">
          {quota.error
            ? `Not known: ${quota.error.message}`
            : account.state === "connected"
              ? "Asking Instagram…"
              : "Not known until you log in again."}
        </p>
      )}
    </section>
  );
}
