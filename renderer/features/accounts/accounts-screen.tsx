import { CircleAlert, CircleCheck, FlaskConical, Plus } from "lucide-react";
import { useState } from "react";
import { ToggleButton } from "react-aria-components";
import type { Account } from "../../../shared/contract/accounts.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { useShownAccount } from "../../lib/shown-account.tsx";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { ownZone } from "../../lib/zones.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ScreenHeader } from "../../ui/screen-header.tsx";
import { AccountDetails } from "./account-details.tsx";
import styles from "./accounts-screen.module.css";
import { ConnectForm } from "./connect-form.tsx";
import { MediaHostPanel } from "./media-host-panel.tsx";
import { QuotaPanel } from "./quota-panel.tsx";
import { TokenPanel } from "./token-panel.tsx";

/** Every account with its health, and the way to connect another. */
export function AccountsScreen() {
  const shown = useShownAccount();
  const accounts = useLive(ipc.accounts.list, {}, ["accounts.changed"]);
  const [chosenId, setChosenId] = useState(shown.id);
  const [isConnecting, setIsConnecting] = useState(false);
  const [isReconnecting, setIsReconnecting] = useState(false);
  const connect = (isAgain: boolean) => {
    setIsReconnecting(isAgain);
    setIsConnecting(true);
  };
  const account = accounts.value?.find((item) => item.id === chosenId) ?? accounts.value?.[0];
  return (
    <>
      <ScreenHeader
        title="Accounts"
        isRuled
        actions={
          <>
            <PracticeButton accounts={accounts.value ?? []} onConnected={setChosenId} />
            <Button kind="primary" icon={Plus} onPress={() => connect(false)}>
              Connect Instagram
            </Button>
          </>
        }
      />
      {accounts.error && <Notice tone="bad">{accounts.error.message}</Notice>}
      {account && (
        <div className={styles["columns"]}>
          <AccountList
            accounts={accounts.value ?? []}
            chosenId={account.id}
            onChoose={setChosenId}
          />
          <AccountDetails key={account.id} account={account} onReconnect={() => connect(true)} />
          <aside className={styles["side"]} aria-label="Health of the account">
            <TokenPanel account={account} />
            <QuotaPanel key={account.id} account={account} />
            <MediaHostPanel account={account} />
          </aside>
        </div>
      )}
      <Dialog
        title="Connect Instagram"
        isOpen={isConnecting}
        onClose={() => setIsConnecting(false)}
      >
        <ConnectForm
          cancelLabel="Cancel"
          firstWay={isReconnecting ? wayOf(account) : undefined}
          onCancel={() => setIsConnecting(false)}
          onConnected={(connected) => {
            setIsConnecting(false);
            setChosenId(connected.id);
            notify(`@${connected.username} is connected.`, { tone: "good" });
          }}
        />
      </Dialog>
    </>
  );
}

/** The way an account came in is the way back. A pasted token and Instagram's login look alike afterwards. */
function wayOf(account: Account | undefined) {
  return account?.login === "facebook" ? "facebook" : "token";
}

/** Offered until there is a practice account. */
function PracticeButton(props: {
  readonly accounts: readonly Account[];
  readonly onConnected: (id: string) => void;
}) {
  const practise = useCommand(ipc.accounts.connectPractice);
  if (props.accounts.length === 0 || props.accounts.some((item) => item.kind === "practice"))
    return null;
  const go = async () => {
    const account = await practise.run({ timeZone: ownZone() });
    if (account) props.onConnected(account.id);
  };
  return (
    <>
      {practise.error && <span role="alert">{practise.error.message}</span>}
      <Button icon={FlaskConical} busy={practise.busy} onPress={() => void go()}>
        Add a practice account
      </Button>
    </>
  );
}

function AccountList(props: {
  readonly accounts: readonly Account[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <div className={styles["list"]}>
      <ul aria-label="Accounts">
        {props.accounts.map((account) => (
          <li key={account.id}>
            <ToggleButton
              className={styles["entry"] ?? ""}
              isSelected={account.id === props.chosenId}
              onChange={() => props.onChoose(account.id)}
            >
              <Avatar username={account.username} kind={account.kind} />
              <span className={styles["who"]}>
                <b className="cut">@{account.username}</b>
                <span className="small soft cut">
                  {account.kind === "practice" ? "Practice account" : "Live account"}
                </span>
              </span>
              <StateSign account={account} />
            </ToggleButton>
          </li>
        ))}
      </ul>
      <p className={classNames("small", "soft", styles["foot"])}>
        Tokens are shown nowhere, and sent to Instagram only.
      </p>
    </div>
  );
}

function StateSign(props: { readonly account: Account }) {
  const { state, trouble } = props.account;
  const isWell = state === "connected" && trouble === null;
  return (
    <span className={classNames(styles["sign"], isWell ? "sage" : "ochre")}>
      <Icon of={isWell ? CircleCheck : CircleAlert} />
    </span>
  );
}
