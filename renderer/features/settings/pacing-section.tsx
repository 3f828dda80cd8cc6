import { useState } from "react";
import type { Account } from "../../../shared/contract/accounts.ts";
import { ipc } from "../../lib/ipc.ts";
import { wantedSlots } from "../../lib/slots-place.ts";
import { useLive } from "../../lib/use-live.ts";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { AccountLimitsList } from "./account-limits.tsx";
import { PacingFields } from "./pacing-fields.tsx";
import { QueueSlots } from "./queue-slots.tsx";
import styles from "./settings-screen.module.css";
import { SettingsSection } from "./settings-section.tsx";

/** How each account's posts are spread over its days, and how it stands with Instagram's own limits. */
export function PacingSection() {
  const accounts = useLive(ipc.accounts.list, {}, ["accounts.changed"]);
  const [chosenId, setChosenId] = useState(wantedSlots);
  const chosen = accounts.value?.find(({ id }) => id === chosenId) ?? accounts.value?.[0];
  if (accounts.error) return <Notice tone="bad">{accounts.error.message}</Notice>;
  if (!accounts.value || !chosen) return null;
  return (
    <SettingsSection
      title="Pace"
      intro="How an account’s posts are spread over its days. A time that does not keep to this is pointed out when you choose it, and scheduled all the same; “Add to queue” leaves it out."
    >
      {accounts.value.length > 1 && (
        <Select
          label="Account"
          className={styles["short"]}
          value={chosen.id}
          options={accounts.value.map(({ id, username }) => ({ value: id, label: `@${username}` }))}
          onChange={setChosenId}
        />
      )}
      <AccountPace key={chosen.id} account={chosen} />
    </SettingsSection>
  );
}

function AccountPace(props: { readonly account: Account }) {
  const { id: accountId } = props.account;
  const pacing = useLive(ipc.pacing.get, { accountId }, ["accounts.changed"]);
  const limits = useLive(ipc.pacing.limits, { accountId }, [
    "accounts.changed",
    "publishing.changed",
  ]);
  return (
    <>
      {pacing.error && <Notice tone="bad">{pacing.error.message}</Notice>}
      {pacing.value && <PacingFields accountId={accountId} pacing={pacing.value} />}
      {pacing.value && <QueueSlots account={props.account} pacing={pacing.value} />}
      {limits.value && <AccountLimitsList limits={limits.value} zone={props.account.timeZone} />}
    </>
  );
}
